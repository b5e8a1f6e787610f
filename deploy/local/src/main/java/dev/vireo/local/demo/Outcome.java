package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.local.demo.IndependentRead.Seen;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
          String wanted = "CHANGE".equals(verdicts.get(key)) ? Story.ROUND_ROBIN : was.psp();
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
    out.printf("%-10s %-22s %7s   %-28s %s%n", "HOST", "ARRAY TYPE", "DEVICES", "BEFORE", "AFTER");
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
              "%s %7d   %-28s %s%n", group, devices.size(), policies(devices), policies(now));
        });
    out.println();
    refusals(out);
    out.println();
  }

  /** By what forbids it, so that each rule is said once. */
  private void refusals(PrintWriter out) {
    Map<String, List<String>> byRule = new TreeMap<>();
    for (JsonNode device : planned) {
      if (device.path("verdict").asText().equals("REFUSE")) {
        String[] reason = device.path("reason").asText().split(": ", 2);
        byRule
            .computeIfAbsent(reason[0], k -> new ArrayList<>())
            .add(
                "%-10s %s%s"
                    .formatted(
                        device.path("host").asText(),
                        device.path("device").asText(),
                        reason.length == 1 ? "" : "\n      " + reason[1]));
      }
    }
    if (byRule.isEmpty()) {
      out.println("Nothing was refused");
      return;
    }
    out.println("Refused, and left as they were");
    byRule.forEach(
        (rule, devices) -> {
          out.println("  " + rule);
          devices.forEach(device -> out.println("    " + device));
        });
  }

  private static String policies(List<Seen> devices) {
    Map<String, Integer> counts = new TreeMap<>();
    devices.forEach(d -> counts.merge(d.psp().replace("VMW_PSP_", ""), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach((psp, count) -> words.add(count + " " + psp));
    return String.join(", ", words);
  }
}
