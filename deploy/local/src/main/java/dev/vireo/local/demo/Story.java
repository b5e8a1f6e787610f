package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.demo.IndependentRead.Seen;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The story itself: register, read, plan, set the default for new LUNs, apply, read again. */
final class Story {

  private static final String SVC = "VMW_SATP_SVC";
  private static final String ROUND_ROBIN = "VMW_PSP_RR";
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
    StringBuilder list = new StringBuilder("name,address,user,password_file,tags\n");
    StringBuilder known = new StringBuilder();
    for (SimulatedFleet.SimulatedHost host : fleet.hosts()) {
      list.append(
          "%s,%s:%d,%s,%s,env=demo%n"
              .formatted(
                  host.name(), host.address(), host.port(), host.user(), host.passwordFile()));
      known.append(host.knownHosts()).append('\n');
    }
    Path hosts = Files.writeString(folder.resolve("hosts.csv"), list);
    Path keys = Files.writeString(folder.resolve("hosts.keys"), known);
    out.println("$ vireo hosts import hosts.csv --known-hosts hosts.keys");
    Cli.Answer imported =
        vireo.run("hosts", "import", hosts.toString(), "--known-hosts", keys.toString());
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

  /**
   * What was planned, and what was seen before and after.
   *
   * @param planned the plan's devices
   */
  record Outcome(JsonNode planned, Map<String, Seen> before, Map<String, Seen> after) {

    /** Where the hosts are not as planned: changed to Round Robin, or left as they were. */
    List<String> differences() {
      List<String> differences = new ArrayList<>();
      Map<String, String> verdicts = new TreeMap<>();
      planned.forEach(
          d ->
              verdicts.put(
                  d.path("host").asText() + " " + d.path("device").asText(),
                  d.path("verdict").asText()));
      before.forEach(
          (key, was) -> {
            Seen is = after.get(key);
            String wanted = "CHANGE".equals(verdicts.get(key)) ? ROUND_ROBIN : was.psp();
            if (is == null) {
              differences.add(key + " is gone");
            } else if (!is.psp().equals(wanted)) {
              differences.add(key + " has " + is.psp() + " and should have " + wanted);
            }
          });
      if (verdicts.values().stream().noneMatch("CHANGE"::equals)) {
        differences.add("the plan changes nothing, so nothing was shown");
      }
      return differences;
    }

    void print(PrintWriter out) {
      out.println();
      out.printf(
          "%-10s %-22s %7s   %-28s %-28s%n", "HOST", "ARRAY TYPE", "DEVICES", "BEFORE", "AFTER");
      Map<String, List<Seen>> groups = new TreeMap<>();
      before
          .values()
          .forEach(
              s ->
                  groups
                      .computeIfAbsent(
                          "%-10s %-22s".formatted(s.host(), s.satp()), k -> new ArrayList<>())
                      .add(s));
      groups.forEach(
          (group, devices) -> {
            List<Seen> now = devices.stream().map(d -> after.getOrDefault(d.key(), d)).toList();
            out.printf(
                "%s %7d   %-28s %-28s%n", group, devices.size(), policies(devices), policies(now));
          });
      out.println();
      out.println("Refused, and left as they were");
      for (JsonNode device : planned) {
        if (device.path("verdict").asText().equals("REFUSE")) {
          out.printf(
              "  %s %s: %s%n",
              device.path("host").asText(),
              device.path("device").asText(),
              device.path("reason").asText());
        }
      }
      out.println();
    }

    private static String policies(List<Seen> devices) {
      Map<String, Integer> counts = new TreeMap<>();
      devices.forEach(d -> counts.merge(d.psp().replace("VMW_PSP_", ""), 1, Integer::sum));
      List<String> words = new ArrayList<>();
      counts.forEach((psp, count) -> words.add(count + " " + psp));
      return String.join(", ", words);
    }
  }
}
