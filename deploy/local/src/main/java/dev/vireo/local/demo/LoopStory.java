package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.local.estate.SimulatedFleet;
import dev.vireo.local.estate.SimulatedFleet.SimulatedHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the third story begins: an appliance that asks for the password for ever, on one machine
 * only, with no log that says why. Looked at from there and from its neighbour, the difference
 * between the two is the finding.
 */
final class LoopStory {

  private final Cli vireo;
  private final List<SimulatedHost> hosts;
  private final JsonNode appliance;
  private final Path folder;
  private final PrintWriter out;

  private LoopStory(
      Cli vireo, List<SimulatedHost> hosts, JsonNode appliance, Path folder, PrintWriter out) {
    this.vireo = vireo;
    this.hosts = hosts;
    this.appliance = appliance;
    this.folder = folder;
    this.out = out;
  }

  /**
   * Reads from the simulator's file where the appliance is.
   *
   * @param hosts that of the appliance first, and a neighbour
   */
  static LoopStory of(
      Cli vireo, List<SimulatedHost> hosts, Path readyFile, Path folder, PrintWriter out)
      throws IOException {
    JsonNode appliance = new ObjectMapper().readTree(readyFile.toFile()).path("appliance");
    return new LoopStory(vireo, hosts, appliance, folder, out);
  }

  /** Tells it, and says whether the cause was named, by two logins in total. */
  boolean tell() throws IOException {
    Files.createDirectories(folder);
    out.println();
    out.println("The third story: a password that is asked for again, for ever");
    out.println("-------------------------------------------------------------");
    SimulatedFleet.Lists lists = new SimulatedFleet(hosts).writeLists(folder, "env=demo");
    out.println("$ vireo hosts import hosts.csv --known-hosts hosts.keys");
    boolean good =
        vireo
                .run(
                    "hosts",
                    "import",
                    lists.list().toString(),
                    "--known-hosts",
                    lists.keys().toString())
                .exit()
            == 0;
    String own = hosts.getFirst().name();
    String neighbour = hosts.getLast().name();
    good &=
        step(
            "On " + own + " the appliance takes no password, and no log says why.",
            "CREDENTIALS_REFUSED_UNDETERMINED",
            "--from",
            own);
    good &=
        step(
            "The same account from its neighbour first, then from " + own + ": two logins.",
            "LOOPBACK_CHECK",
            "--from",
            own,
            "--from",
            neighbour,
            "--attempts",
            "2");
    out.println();
    out.println(
        good
            ? "The password was right all along; it is the place that is refused."
            : "That is not how the story goes: see the first step that went otherwise.");
    return good;
  }

  /** A diagnosis; its cause is read from the report that one would send to support. */
  private boolean step(String words, String cause, String... places) throws IOException {
    Path report = folder.resolve(cause.toLowerCase(Locale.ROOT) + ".json");
    out.println();
    out.println("# " + words);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "backup",
                "diagnose",
                appliance.path("name").asText(),
                "--kind",
                "appliance",
                "--user",
                appliance.path("user").asText(),
                "--password-file",
                appliance.path("passwordFile").asText(),
                "--certificate-sha256",
                appliance.path("sha256").asText()));
    arguments.addAll(List.of(places));
    arguments.addAll(List.of("--report", report.toString()));
    int exit = vireo.speak(out, arguments.toArray(String[]::new));
    return exit == 1
        && Files.exists(report)
        && new ObjectMapper().readTree(report.toFile()).path("cause").asText().equals(cause);
  }
}
