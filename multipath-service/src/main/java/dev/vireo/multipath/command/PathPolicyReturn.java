package dev.vireo.multipath.command;

import dev.vireo.bus.kit.Fleet;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal.Intent;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.multipath.command.HostWork.Aim;
import dev.vireo.multipath.command.HostWork.Ending;
import dev.vireo.multipath.domain.Claim;
import dev.vireo.multipath.domain.Device;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.HostAction;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PolicyMode;
import dev.vireo.multipath.domain.RecordedChange;
import dev.vireo.multipath.domain.RollBack;
import dev.vireo.multipath.domain.RollBack.DeviceRollBack;
import dev.vireo.multipath.domain.RollBack.Way;
import dev.vireo.multipath.projection.ChangeView.DevicePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One host's devices brought back to the policy, settings and mode they had before a plan. */
final class PathPolicyReturn {

  private final Handling<?> handling;
  private final HostPlanned part;
  private final List<DevicePolicy> journal;
  private final Lease lease;
  private final EsxHosts.Read read;
  private final Map<String, String> begunBefore;
  private final List<String> notKnown = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private int restored;
  private int already;
  private int failed;

  /**
   * A way back.
   *
   * @param journal the plan's changes on this host that are not rolled back, oldest first
   */
  PathPolicyReturn(
      Handling<?> handling,
      HostPlanned part,
      List<DevicePolicy> journal,
      Lease lease,
      EsxHosts.Read read) {
    this.handling = handling;
    this.part = part;
    this.journal = List.copyOf(journal);
    this.lease = lease;
    this.read = read;
    this.begunBefore = handling.resumed() ? handling.intents() : Map.of();
    // What an earlier run brought back and published no longer stands in the journal.
    this.restored =
        (int)
            begunBefore.keySet().stream()
                .filter(device -> journal.stream().noneMatch(c -> c.device().equals(device)))
                .count();
  }

  Result run() throws InterruptedException {
    RollBack rollBack = RollBack.of(recorded(), read.storage());
    Map<DeviceId, Way.Restore> todo = new LinkedHashMap<>();
    for (DeviceRollBack device : rollBack.devices()) {
      switch (device.way()) {
        case Way.Restore restore -> {
          todo.put(device.device(), restore);
          restore.caveats().forEach(c -> notKnown.add(device.device() + ": " + c));
        }
        case Way.AlreadyBack back -> alreadyBack(device.device());
        case Way.Impossible impossible -> impossible(device.device(), impossible.reason());
      }
    }
    handling.intend(
        todo.entrySet().stream()
            .map(e -> new Intent(e.getKey().value(), modeAfter(e.getValue()).name()))
            .toList());
    handling.checkpoint("after-intend");
    Map<String, Ending> endings =
        HostWork.bringAbout(
            handling,
            read.host(),
            lease,
            read.storage(),
            todo.entrySet().stream().map(e -> aim(e.getKey(), e.getValue())).toList(),
            List.of(read.host().steps().devices()));
    List<String> unknown = new ArrayList<>();
    todo.forEach(
        (device, restore) -> {
          switch (endings.get(device.value())) {
            case Ending.Met met -> restored(device, restore, met);
            case Ending.Unmet unmet -> failed(device, unmet);
            case Ending.NotKnown not -> {
              unknown.add(not.why());
              notKnown(device, not);
            }
            case null -> throw new IllegalStateException(device + " was lost on the way");
          }
        });
    return result(unknown);
  }

  private List<RecordedChange> recorded() {
    Map<String, PlannedDevice> planned = new LinkedHashMap<>();
    part.devices().forEach(d -> planned.put(d.device(), d));
    List<RecordedChange> changes = new ArrayList<>();
    for (DevicePolicy change : journal) {
      PlannedDevice device = planned.get(change.device());
      if (device != null && device.to() != null) {
        changes.add(
            new RecordedChange(
                DeviceId.parse(change.device()),
                FromWire.state(change.from()),
                FromWire.goal(device)));
      }
    }
    return changes;
  }

  private Aim aim(DeviceId device, Way.Restore restore) {
    return new Aim(
        device.value(),
        now ->
            RollBack.of(recordedOf(device), now).devices().stream()
                .map(DeviceRollBack::way)
                .flatMap(
                    w ->
                        w instanceof Way.Restore r
                            ? r.actions().stream()
                            : Optional.<HostAction>empty().stream())
                .toList(),
        now -> now.device(device).flatMap(Device::nmp).isPresent(),
        now -> lacking(now, device, restore));
  }

  private List<RecordedChange> recordedOf(DeviceId device) {
    return recorded().stream().filter(c -> c.device().equals(device)).toList();
  }

  private static Optional<String> lacking(HostStorage now, DeviceId device, Way.Restore restore) {
    Optional<Claim.Nmp> nmp = now.device(device).flatMap(Device::nmp);
    if (nmp.isEmpty()) {
      return Optional.of("the host does not list it");
    }
    if (!nmp.get().psp().equals(restore.to().psp())) {
      return Optional.of("its policy is " + nmp.get().psp() + " and not " + restore.to().psp());
    }
    boolean settingsBack =
        restore.actions().stream()
                .noneMatch(
                    a ->
                        a instanceof HostAction.TuneRoundRobin
                            || a instanceof HostAction.PreferPath)
            || nmp.get().pspConfig().sameSettings(restore.to().config());
    return settingsBack
        ? Optional.empty()
        : Optional.of(
            "its settings are '"
                + nmp.get().pspConfig().settingsText()
                + "' and not '"
                + restore.to().config().settingsText()
                + "'");
  }

  /**
   * It was ours if this command had begun it before a crash; else somebody else brought it back.
   */
  private void alreadyBack(DeviceId device) {
    if (begunBefore.containsKey(device.value())) {
      publish(device, read.storage(), mode(device, PolicyMode.UNKNOWN), command());
    } else {
      already++;
    }
  }

  private void impossible(DeviceId device, String reason) {
    failed++;
    troubles.add(device + ": " + reason);
    handling.publish(
        new PolicyChangeFailed(
            part.plan(),
            part.host(),
            device.value(),
            null,
            null,
            reason,
            state(read.storage(), device, PolicyMode.UNKNOWN),
            "nothing was done to it; bring it back by a plan of its own if it shall be"));
  }

  private void restored(DeviceId device, Way.Restore restore, Ending.Met met) {
    publish(device, met.seen(), mode(device, modeAfter(restore)), met.verifiedBy());
  }

  private static PolicyMode modeAfter(Way.Restore restore) {
    boolean follows =
        restore.actions().stream().anyMatch(a -> a instanceof HostAction.FollowDefault);
    return follows ? PolicyMode.FOLLOWS_DEFAULT : PolicyMode.PINNED;
  }

  /** No listing shows the mode, so what an earlier run set out to do is gone by. */
  private PolicyMode mode(DeviceId device, PolicyMode otherwise) {
    String begun = begunBefore.get(device.value());
    return begun == null ? otherwise : PolicyMode.valueOf(begun);
  }

  private void publish(DeviceId device, HostStorage seen, PolicyMode mode, String verifiedBy) {
    restored++;
    DevicePolicy last =
        journal.stream()
            .filter(c -> c.device().equals(device.value()))
            .reduce((a, b) -> b)
            .orElseThrow();
    PolicyState now = state(seen, device, mode);
    handling.publish(
        new PolicyChanged(
            part.plan(),
            part.host(),
            device.value(),
            last.to(),
            now == null ? last.from() : now,
            verifiedBy,
            seen.readAt(),
            true,
            List.of()));
  }

  private void failed(DeviceId device, Ending.Unmet unmet) {
    failed++;
    troubles.add(device + ": " + unmet.lacking());
    handling.publish(
        new PolicyChangeFailed(
            part.plan(),
            part.host(),
            device.value(),
            unmet.command(),
            unmet.exit(),
            unmet.answered(),
            state(unmet.seen(), device, PolicyMode.UNKNOWN),
            "look at what the host answered; then roll the plan back again, which does only what"
                + " is left"));
  }

  private void notKnown(DeviceId device, Ending.NotKnown unknown) {
    handling.publish(
        new PolicyChangeFailed(
            part.plan(),
            part.host(),
            device.value(),
            unknown.command(),
            null,
            unknown.why(),
            null,
            "how it is now is not known; roll the plan back again, which reads the host and does"
                + " only what is left"));
  }

  private static @Nullable PolicyState state(HostStorage seen, DeviceId device, PolicyMode mode) {
    return seen.device(device).flatMap(Device::nmp).map(n -> ToWire.state(n, mode)).orElse(null);
  }

  private String command() {
    return String.join(" ", read.host().steps().devices().argv());
  }

  private Result result(List<String> unknown) {
    Map<String, String> figures =
        Fleet.figures(
            "restored",
            restored,
            "already",
            already,
            "failed",
            failed + unknown.size(),
            "notKnown",
            String.join("\n", notKnown.subList(0, Math.min(200, notKnown.size()))));
    String summary =
        "%d brought back and verified, %d were so already".formatted(restored, already);
    if (!unknown.isEmpty()) {
      return Result.failed(
          FailureReason.CONNECTION_LOST,
          part.host()
              + ": "
              + unknown.size()
              + " devices could not be read again: "
              + unknown.getFirst()
              + "; roll the plan back again, which does only what is left",
          figures);
    }
    return failed == 0
        ? Result.done(summary, figures)
        : Result.failed(
            restored + already > 0 ? FailureReason.PARTLY_DONE : FailureReason.NOT_VERIFIED,
            part.host() + ": " + summary + ", " + failed + " failed: " + troubles.getFirst(),
            figures);
  }
}
