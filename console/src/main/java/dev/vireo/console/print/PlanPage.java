package dev.vireo.console.print;

import static dev.vireo.console.print.Cells.field;
import static dev.vireo.console.print.Cells.rows;
import static dev.vireo.console.print.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan as people read it before they apply it: totals, then each verdict with its reason. */
public final class PlanPage {

  /** More rows than this are summed up over the hosts. */
  private static final int MOST_SUMMARY_ROWS = 40;

  private PlanPage() {}

  /** Which devices are listed one by one. */
  public enum Detail {
    /** Those that are changed, refused or failed; what is kept is counted by its reason. */
    VERDICTS,
    /** All. */
    ALL
  }

  private record Tally(String host, String satp, int change, int refuse, int keep) {
    Tally plus(String verdict) {
      return new Tally(
          host,
          satp,
          change + (verdict.equals("CHANGE") ? 1 : 0),
          refuse + (verdict.equals("REFUSE") ? 1 : 0),
          keep + (verdict.equals("KEEP") ? 1 : 0));
    }
  }

  /** Writes the plan that a service shows. */
  public static void write(JsonNode plan, Detail detail, Paper paper) {
    List<JsonNode> devices = rows(plan.path("devices"));
    head(plan, paper);
    summary(devices, paper);
    changes(of("CHANGE", devices), paper);
    refusals(of("REFUSE", devices), paper);
    keeps(of("KEEP", devices), detail, paper);
    next(plan, paper);
  }

  private static void head(JsonNode plan, Paper paper) {
    paper.line(
        "Plan %s (%s, %s) for %s: %s hosts, %s to change, %s refused, %s kept"
            .formatted(
                text(plan, "plan"),
                text(plan, "kind"),
                text(plan, "state"),
                text(plan, "select"),
                text(plan, "hosts"),
                text(plan, "change"),
                text(plan, "refuse"),
                text(plan, "keep")),
        Style.HEAD);
    String goal = (text(plan, "psp") + " " + roundRobin(plan.path("roundRobin"))).strip();
    String satp = text(plan, "satp");
    paper.line(
        "  wanted: %s%s; made %s by %s"
            .formatted(
                goal.isEmpty() ? "-" : goal,
                satp.isEmpty() ? "" : " for " + satp,
                Cells.time(plan, "createdAt"),
                text(plan, "actor")));
    List<String> notRead = rows(plan.path("notRead")).stream().map(JsonNode::asText).toList();
    if (!notRead.isEmpty()) {
      paper.line(
          "  could not be read, and not in the plan: " + String.join(", ", notRead), Style.BAD);
    }
  }

  private static String roundRobin(JsonNode roundRobin) {
    String limit = text(roundRobin, "limit");
    return switch (limit) {
      case "" -> "";
      case "IOPS" -> "iops=" + text(roundRobin, "iops");
      case "BYTES" -> "bytes=" + text(roundRobin, "bytes");
      default -> limit.toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static List<JsonNode> of(String verdict, List<JsonNode> devices) {
    return devices.stream().filter(device -> text(device, "verdict").equals(verdict)).toList();
  }

  private static void summary(List<JsonNode> devices, Paper paper) {
    List<Tally> tallies = tally(devices, false);
    if (tallies.isEmpty()) {
      return;
    }
    boolean summedUp = tallies.size() > MOST_SUMMARY_ROWS;
    Table<Tally> table = new Table<>();
    if (!summedUp) {
      table.text("host", Tally::host);
    }
    table
        .text("array type", Tally::satp)
        .number("change", each -> Integer.toString(each.change))
        .number("refuse", each -> Integer.toString(each.refuse))
        .number("keep", each -> Integer.toString(each.keep));
    paper.gap();
    if (summedUp) {
      paper.line("Over all hosts:");
    }
    paper.table(table, summedUp ? tally(devices, true) : tallies);
  }

  private static List<Tally> tally(List<JsonNode> devices, boolean overHosts) {
    Map<String, Tally> tallies = new TreeMap<>();
    for (JsonNode device : devices) {
      String host = overHosts ? "" : text(device, "host");
      String satp = text(device, "satp");
      tallies.merge(
          host + "\n" + satp,
          new Tally(host, satp, 0, 0, 0).plus(text(device, "verdict")),
          (before, one) -> before.plus(text(device, "verdict")));
    }
    return new ArrayList<>(tallies.values());
  }

  private static void changes(List<JsonNode> devices, Paper paper) {
    if (devices.isEmpty()) {
      return;
    }
    Table<JsonNode> table =
        new Table<JsonNode>()
            .text("host", field("host"))
            .id("device", field("device"))
            .text("array type", field("satp"))
            .text("from", device -> Cells.policy(device.path("from")))
            .text("to", device -> Cells.policy(device.path("to")));
    if (devices.stream().anyMatch(PlanPage::begun)) {
      table.word("state", field("state"));
    }
    table.text("why", PlanPage::why);
    paper.gap().line("Change (" + devices.size() + ")", Style.HEAD).table(table, devices);
  }

  private static boolean begun(JsonNode device) {
    String state = text(device, "state");
    return !state.isEmpty() && !state.equals("PLANNED");
  }

  private static String why(JsonNode device) {
    List<String> setAside =
        rows(device.path("rules")).stream().map(rule -> text(rule, "rule")).toList();
    return text(device, "reason")
        + (setAside.isEmpty() ? "" : " [set aside: " + String.join(", ", setAside) + "]");
  }

  private record Refusal(JsonNode device, JsonNode rule) {}

  private static void refusals(List<JsonNode> devices, Paper paper) {
    if (devices.isEmpty()) {
      return;
    }
    List<Refusal> refusals = new ArrayList<>();
    for (JsonNode device : devices) {
      List<JsonNode> rules = rows(device.path("rules"));
      if (rules.isEmpty()) {
        refusals.add(new Refusal(device, device.path("rules")));
      }
      rules.forEach(rule -> refusals.add(new Refusal(device, rule)));
    }
    Table<Refusal> table =
        new Table<Refusal>()
            .text("host", each -> text(each.device, "host"))
            .id("device", each -> text(each.device, "device"))
            .text("array type", each -> text(each.device, "satp"))
            .text("rule", each -> text(each.rule, "rule"), each -> Style.BAD)
            .text(
                "override", each -> each.rule.path("overridable").asBoolean() ? "may be" : "never")
            .text("why", PlanPage::reason)
            .text("source", each -> text(each.rule, "source"));
    paper.gap().line("Refuse (" + devices.size() + ")", Style.HEAD).table(table, refusals);
  }

  private static String reason(Refusal refusal) {
    String words = text(refusal.rule, "words");
    return words.isEmpty() ? text(refusal.device, "reason") : words;
  }

  private static void keeps(List<JsonNode> devices, Detail detail, Paper paper) {
    if (devices.isEmpty()) {
      return;
    }
    paper.gap().line("Keep (" + devices.size() + ")", Style.HEAD);
    if (detail == Detail.ALL) {
      paper.table(
          new Table<JsonNode>()
              .text("host", field("host"))
              .id("device", field("device"))
              .text("array type", field("satp"))
              .text("policy", device -> Cells.policy(device.path("from")))
              .text("why", field("reason")),
          devices);
      return;
    }
    Map<String, Integer> reasons = new LinkedHashMap<>();
    devices.forEach(device -> reasons.merge(text(device, "reason"), 1, Integer::sum));
    List<Map.Entry<String, Integer>> most = new ArrayList<>(reasons.entrySet());
    most.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
    most.stream()
        .limit(10)
        .forEach(each -> paper.line("  " + each.getValue() + "  " + each.getKey()));
    if (most.size() > 10) {
      paper.line("  and " + (most.size() - 10) + " more reasons");
    }
    paper.line("  (--all lists them)", Style.DIM);
  }

  private static void next(JsonNode plan, Paper paper) {
    if (text(plan, "state").equals("READY") && plan.path("change").asInt() > 0) {
      paper.gap().line("Nothing has been touched. To do it: vireo apply " + text(plan, "plan"));
    }
  }
}
