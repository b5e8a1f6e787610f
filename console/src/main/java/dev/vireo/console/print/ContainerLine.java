package dev.vireo.console.print;

import dev.vireo.bus.Event;
import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDefined;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerDriftEnded;
import dev.vireo.bus.container.ContainerDrifted;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.DefinitionRemoved;
import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.TemplatesScanned;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event of templates and containers says, in one line. */
final class ContainerLine {

  private ContainerLine() {}

  /** The line; empty for an event of another domain, or one that says no more than its type. */
  static String of(Event event) {
    return switch (event) {
      case TemplatesScanned e ->
          "%s: %d files, %d offered by %s"
              .formatted(
                  e.folder(),
                  e.templates().size(),
                  e.templates().stream().filter(t -> t.accepted()).count(),
                  e.rule());
      case TemplateAccepted e -> e.template();
      case TemplateRejected e ->
          e.template()
              + ": "
              + e.reason()
              + (e.suggestedName() == null ? "" : "; call it " + e.suggestedName());
      case TemplateRenamed e -> e.from() + " -> " + e.to() + (e.undo() ? " (undone)" : "");
      case DistributionsScanned e ->
          "%s: %d configurations, default is %s"
              .formatted(
                  e.folder(),
                  e.configs().size(),
                  e.defaultIs() == null ? "not there" : e.defaultIs());
      case DistributionUnresolved e -> e.template() + ": " + e.advice();
      case DistributionMapped e -> e.link() + " -> " + e.config() + (e.undo() ? " taken away" : "");
      case ContainersScanned e ->
          "%s: %d containers%s"
              .formatted(
                  e.product(),
                  e.containers().size(),
                  e.unparsed().isEmpty()
                      ? ""
                      : ", " + e.unparsed().size() + " lines not understood");
      case ContainerCreated e ->
          (e.container() + " " + e.hostname() + " from " + e.from() + listed(e.addresses()));
      case ContainerStarted e ->
          named(e.container(), e.hostname())
              + ": "
              + e.checks().stream().filter(c -> c.result() == StartCheckResult.PASSED).count()
              + " checks passed";
      case ContainerStopped e -> e.container() + (e.forced() ? ": it had to be killed" : "");
      case ContainerChanged e -> e.container() + ": " + changes(e.changes());
      case ContainerDestroyed e ->
          named(e.container(), e.hostname())
              + (e.movedTo() == null ? "" : ": moved to " + e.movedTo());
      case ContainerFailed e ->
          "%s %s: %s: %s; %s"
              .formatted(e.container(), e.doing(), e.cause(), e.evidence(), e.advice());
      case ContainerDefined e ->
          e.container() + (e.desired().running() ? " shall run, " : " shall not run, ") + e.mode();
      case DefinitionRemoved e -> e.container();
      case ContainerDrifted e -> e.container() + ": " + changes(e.departures());
      case ContainerDriftEnded e -> e.container() + ": " + e.reason();
      default -> "";
    };
  }

  /** {@code hostname web -> www, memoryMiB 512}. */
  static String changes(List<ContainerChange> changes) {
    return changes.stream()
        .map(
            c ->
                c.setting()
                    + (c.from() == null || c.from().isEmpty() ? " " : " " + c.from() + " -> ")
                    + (c.to() == null || c.to().isEmpty() ? "nothing" : c.to()))
        .collect(Collectors.joining(", "));
  }

  private static String listed(List<String> addresses) {
    return addresses.isEmpty() ? "" : ", " + String.join(", ", addresses);
  }

  private static String named(String container, @Nullable String hostname) {
    return hostname == null ? container : container + " " + hostname;
  }
}
