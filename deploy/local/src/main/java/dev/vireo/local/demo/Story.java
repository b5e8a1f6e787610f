package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.demo.IndependentRead.Seen;
import dev.vireo.local.estate.SimulatedFleet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The story itself: register, read, plan, set the default for new LUNs, apply, read again. */
final class Story {

  private static final String SVC = "VMW_SATP_SVC";
  static final String ROUND_ROBIN = "VMW_PSP_RR";
  private static final int SHOWN_DIFFERENCES = 8;

  private final Cli vireo;
  private final SimulatedFleet fleet;
  private final Path folder;
  private final PrintWriter out;
  private final Stopwatch stopwatch;

  Story(Cli vireo, SimulatedFleet fleet, Path folder, PrintWriter out, Stopwatch stopwatch) {
    this.vireo = vireo;
    this.fleet = fleet;
    this.folder = folder;
    this.out = out;
    this.stopwatch = stopwatch;
  }

  /** Tells it, and says whether every host shows what the plan said. */
  boolean tell() throws IOException {
    register();
    stopwatch.lap("register and probe " + fleet.hosts().size() + " hosts");
    if (!IndependentRead.possible()) {
      throw new LocalPlatformException(
          "this machine has no ssh, so nothing but Vireo could say how the hosts are; install"
              + " OpenSSH's client (apt-get install openssh-client)");
    }
    IndependentRead read = new IndependentRead(folder.resolve("independent"), fleet);
    Map<String, Seen> before = read.read();
    stopwatch.lap("independent read of every host by ssh, before");

    out.println("$ vireo plan path-policy --select all --satp " + SVC + " --psp " + ROUND_ROBIN);
    Cli.Answer planned =
        vireo.run("plan", "path-policy", "--select", "all", "--satp", SVC, "--psp", ROUND_ROBIN);
    if (planned.exit() == 2 || planned.json().path("plan").isMissingNode()) {
      throw new LocalPlatformException("there is no plan: " + planned.json());
    }
    String plan = planned.json().path("plan").asText();
    stopwatch.lap("plan: read every host and judge each device");

    out.println("$ vireo satp set-default --select all --satp " + SVC + " --psp " + ROUND_ROBIN);
    Cli.Answer defaults =
        vireo.run("satp", "set-default", "--select", "all", "--satp", SVC, "--psp", ROUND_ROBIN);
    stopwatch.lap("set the default for new LUNs, verified");

    out.println("$ vireo apply " + plan + " --canary 1 --wave 4");
    Cli.Answer applied = vireo.run("apply", plan, "--canary", "1", "--wave", "4");
    stopwatch.lap("apply: one host first, then four at a time, each device read again");

    Map<String, Seen> after = read.read();
    stopwatch.lap("independent read of every host by ssh, after");

    Outcome outcome = new Outcome(planned.json().path("devices"), before, after);
    outcome.print(out);
    stopwatch.print(out);
    out.println();
    say(planned, defaults, applied, outcome);
    return planned.exit() == 0
        && defaults.exit() == 0
        && applied.exit() == 0
        && outcome.differences().isEmpty();
  }

  private void register() throws IOException {
    SimulatedFleet.Lists lists = fleet.writeLists(folder, "env=demo");
    out.println("$ vireo hosts import hosts.csv --known-hosts hosts.keys");
    Cli.Answer imported =
        vireo.run(
            "hosts", "import", lists.list().toString(), "--known-hosts", lists.keys().toString());
    if (imported.exit() != 0) {
      throw new LocalPlatformException("not all hosts could be registered: " + imported.json());
    }
  }

  private void say(Cli.Answer planned, Cli.Answer defaults, Cli.Answer applied, Outcome outcome) {
    for (Cli.Answer answer : List.of(planned, defaults, applied)) {
      if (answer.exit() != 0) {
        out.println("Vireo says: " + message(answer.json()));
      }
    }
    if (outcome.differences().isEmpty()) {
      out.printf(
          "ssh and awk, which share nothing with Vireo, show every host as planned: %d devices%n",
          after(outcome));
    } else {
      out.println("ssh and awk, which share nothing with Vireo, show it otherwise:");
      outcome.differences().stream()
          .limit(SHOWN_DIFFERENCES)
          .forEach(line -> out.println("  " + line));
      int more = outcome.differences().size() - SHOWN_DIFFERENCES;
      if (more > 0) {
        out.println("  ... and " + more + " more devices");
      }
    }
  }

  private static int after(Outcome outcome) {
    return outcome.after().size();
  }

  private static String message(JsonNode json) {
    for (String field : List.of("message", "summary")) {
      if (json.hasNonNull(field)) {
        return json.path(field).asText();
      }
    }
    return json.path("command").path("message").asText(json.toString());
  }
}
