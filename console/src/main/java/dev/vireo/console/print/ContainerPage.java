package dev.vireo.console.print;

import dev.vireo.bus.Event;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerFinding;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of containers, with the evidence: each check, each line of the host's tool. */
public final class ContainerPage {

  private ContainerPage() {}

  /** What was done to a container; no lines for an event that is about something else. */
  public static List<String> done(Event event) {
    return switch (event) {
      case ContainerCreated e ->
          lines(
              e.host(),
              e.container(),
              "made from %s, called %s%s"
                  .formatted(
                      e.from(),
                      e.hostname(),
                      e.addresses().isEmpty() ? "" : ", " + String.join(", ", e.addresses())),
              List.of(),
              e.findings());
      case ContainerStarted e ->
          lines(e.host(), e.container(), started(e.checks()), e.checks(), e.findings());
      case ContainerStopped e ->
          lines(
              e.host(),
              e.container(),
              e.forced() ? "stopped; it had to be killed" : "stopped",
              List.of(),
              e.findings());
      case ContainerChanged e ->
          lines(
              e.host(), e.container(), ContainerLine.changes(e.changes()), List.of(), e.findings());
      case ContainerDestroyed e ->
          lines(
              e.host(),
              e.container(),
              e.movedTo() == null ? "destroyed" : "moved to " + e.movedTo(),
              List.of(),
              e.findings());
      default -> List.of();
    };
  }

  /** What could not be done to a container: why, how one sees that, and what to do. */
  public static List<String> failure(ContainerFailed failed) {
    List<String> lines =
        lines(
            failed.host(),
            failed.container(),
            failed.doing().name().toLowerCase(Locale.ROOT) + " failed: " + failed.cause(),
            failed.checks(),
            failed.findings());
    lines.add(1, "    " + failed.evidence());
    if (failed.command() != null) {
      lines.add(
          "    ran: "
              + failed.command()
              + (failed.exit() == null ? "" : " (exit " + failed.exit() + ")"));
    }
    if (failed.seen() != null) {
      lines.add("    read afterwards: " + failed.seen().state());
    }
    if (failed.left() != null) {
      lines.add("    left on the host: " + failed.left());
    }
    lines.add("    to do: " + failed.advice());
    return lines;
  }

  private static List<String> lines(
      String host,
      String container,
      String what,
      List<StartCheck> checks,
      List<ContainerFinding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add(host + " " + container + ": " + what);
    for (StartCheck check : checks) {
      lines.add(
          "    %-7s %-14s %s"
              .formatted(
                  word(check.result()), word(check.name()), Shown.line(check.evidence()).strip()));
    }
    if (!findings.isEmpty()) {
      lines.add("    the host's tool said:");
    }
    for (ContainerFinding finding : findings) {
      lines.add(
          "      %-7s %s%s"
              .formatted(
                  word(finding.kind()),
                  Shown.line(finding.line()).strip(),
                  finding.meaning() == null ? "" : " (" + finding.meaning() + ")"));
    }
    return lines;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** By an API alone it is not always known whether the gateway answers. */
  private static String started(List<StartCheck> checks) {
    return checks.stream()
            .anyMatch(
                c ->
                    c.name() == StartCheckName.GATEWAY_PING
                        && c.result() == StartCheckResult.PASSED)
        ? "it runs and its network is up"
        : "it runs; that its gateway answers was not seen";
  }
}
