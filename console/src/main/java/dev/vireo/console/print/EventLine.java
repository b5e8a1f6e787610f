package dev.vireo.console.print;

import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.ClaimRuleChanged;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PathStateChanged;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanReady;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.PolicyUnchanged;
import dev.vireo.bus.multipath.SatpDefaultChanged;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.bus.outcome.CommandProgressed;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.console.bus.Outcomes;
import dev.vireo.console.bus.TypeNames;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event says, in one line and without what it is about. */
public final class EventLine {

  private EventLine() {}

  /** The line; empty for an event that says no more than its type. */
  public static String of(Event event) {
    return switch (event) {
      case Outcome e ->
          TypeNames.simple(e.commandType()) + " " + e.command() + ": " + Outcomes.words(e);
      case CommandProgressed e ->
          "%d of %d, %d failed: %s".formatted(e.done(), e.total(), e.failed(), e.message());
      case HostRegistered e ->
          e.connection().user() + "@" + e.connection().address() + " " + tags(e.tags());
      case HostDiscovered e ->
          e.address() + " " + or(e.product(), or(e.banner(), "")) + " " + or(e.version(), "");
      case HostIdentified e -> e.fullName();
      case HostUnreachable e -> e.cause() + ": " + e.seen() + "; " + e.advice();
      case HostTagged e -> tags(e.tags());
      case HostRetired e -> or(e.reason(), "");
      case PathsScanned e ->
          "%s: %d devices%s"
              .formatted(
                  e.product(),
                  e.devices().size(),
                  e.unparsed().isEmpty()
                      ? ""
                      : ", " + e.unparsed().size() + " lines not understood");
      case HostPlanned e ->
          "plan %s: %d to change, %d refused, %d kept"
              .formatted(
                  e.plan(),
                  count(e, Verdict.CHANGE),
                  count(e, Verdict.REFUSE),
                  count(e, Verdict.KEEP));
      case PlanReady e ->
          "%s: %d hosts, %d to change, %d refused, %d kept"
              .formatted(e.select(), e.hosts().size(), e.change(), e.refuse(), e.keep());
      case PolicyChanged e ->
          e.device()
              + " "
              + policy(e.from())
              + " -> "
              + policy(e.to())
              + (e.rollBack() ? " (roll-back)" : "");
      case PolicyChangeFailed e ->
          e.device() + ": the host answered: " + e.answered() + "; " + e.advice();
      case PolicyUnchanged e -> e.device() + " " + policy(e.state()) + ": " + e.reason();
      case ChangeRefused e ->
          e.device()
              + ": "
              + e.rules().stream().map(BrokenRule::rule).collect(Collectors.joining(", "));
      case SatpDefaultChanged e ->
          e.satp() + " " + e.from() + " -> " + e.to() + (e.rollBack() ? " (roll-back)" : "");
      case ClaimRuleChanged e ->
          e.rule().satp() + (e.present() ? ": rule added" : ": rule removed");
      case PolicyDrifted e -> e.device() + " departs from " + e.standard() + ": " + e.reason();
      case DriftEnded e -> e.device() + " is as " + e.standard() + " asks again";
      case PathStateChanged e ->
          "%s %s: %s -> %s, %d working"
              .formatted(
                  e.device(), e.path(), or(e.from(), "not there"), or(e.to(), "gone"), e.working());
      case PlanFinished e ->
          "%d hosts done, %d failed, %d not started; %d devices changed, %d unchanged, %d failed, %d refused%s"
              .formatted(
                  e.hostsDone().size(),
                  e.hostsFailed().size(),
                  e.hostsNotStarted().size(),
                  e.changed(),
                  e.unchanged(),
                  e.failed(),
                  e.refused(),
                  e.stopped() == null ? "" : "; stopped: " + e.stopped());
      case PlanRolledBack e -> e.restored() + " restored, " + e.failed() + " failed";
      case StandardDefined e -> e.psp() + " for " + e.select() + ", " + e.mode();
      default -> {
        String line = ContainerLine.of(event);
        yield line.isEmpty() ? BackupLine.of(event) : line;
      }
    };
  }

  private static long count(HostPlanned planned, Verdict verdict) {
    return planned.devices().stream().filter(device -> device.verdict() == verdict).count();
  }

  private static String policy(PolicyState state) {
    return (state.psp() + " " + state.config()).strip();
  }

  private static String tags(Map<String, String> tags) {
    return tags.isEmpty() ? "" : new TreeMap<>(tags).toString();
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
