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
import dev.vireo.bus.multipath.PolicyUnchanged;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.multipath.command.HostWork.Aim;
import dev.vireo.multipath.command.HostWork.Ending;
import dev.vireo.multipath.domain.Claim;
import dev.vireo.multipath.domain.Device;
import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.DeviceVerdict;
import dev.vireo.multipath.domain.Fingerprint;
import dev.vireo.multipath.domain.HostAction;
import dev.vireo.multipath.domain.HostStorage;
import dev.vireo.multipath.domain.PolicyGoal;
import dev.vireo.multipath.domain.PolicyMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One host's devices brought to the policy that a plan gives them.
 *
 * <p>Before the first word to the host it is written down which devices will be told what. So after
 * a crash a device that is as planned can be told from one that somebody else has changed: it was
 * ours, and is published as changed, with the state the plan found.
 */
final class PathPolicyChange {

  private final Handling<?> handling;
  private final HostPlanned part;
  private final Lease lease;
  private final EsxHosts.Read read;
  private final Map<String, String> begunBefore;
  private int changed;
  private int unchanged;
  private int failed;
  private int stale;
  private final List<String> troubles = new ArrayList<>();

  PathPolicyChange(Handling<?> handling, HostPlanned part, Lease lease, EsxHosts.Read read) {
    this.handling = handling;
    this.part = part;
    this.lease = lease;
    this.read = read;
    this.begunBefore = handling.resumed() ? handling.intents() : Map.of();
  }

  Result run() throws InterruptedException {
    List<PlannedDevice> todo = new ArrayList<>();
    for (PlannedDevice device : part.devices()) {
      if (device.verdict() == Verdict.CHANGE && stillToDo(device)) {
        todo.add(device);
      }
    }
    handling.intend(
        todo.stream().map(d -> new Intent(d.device(), String.valueOf(d.to()))).toList());
    handling.checkpoint("after-intend");
    Map<String, Ending> endings =
        HostWork.bringAbout(
            handling,
            read.host(),
            lease,
            read.storage(),
            todo.stream().map(PathPolicyChange::aim).toList(),
            List.of(read.host().steps().devices()));
    List<String> notKnown = new ArrayList<>();
    for (PlannedDevice device : todo) {
      switch (endings.get(device.device())) {
        case Ending.Met met -> {
          changed++;
          publishChanged(device, met.seen(), met.verifiedBy());
        }
        case Ending.Unmet unmet -> publishFailed(device, unmet);
        case Ending.NotKnown unknown -> {
          notKnown.add(unknown.why());
          publishNotKnown(device, unknown);
        }
        case null -> throw new IllegalStateException(device.device() + " was lost on the way");
      }
    }
    return result(todo.size(), notKnown);
  }

  /** Whether the device is to be told something; publishes why, if not. */
  private boolean stillToDo(PlannedDevice planned) {
    DeviceId id = DeviceId.parse(planned.device());
    HostStorage now = read.storage();
    boolean ours = begunBefore.containsKey(planned.device());
    if (unmet(now, id, FromWire.goal(planned)).isEmpty()) {
      if (ours) {
        changed++;
        publishChanged(planned, now, verifyCommand());
      } else {
        unchanged++;
        handling.publish(
            new PolicyUnchanged(
                part.plan(),
                part.host(),
                planned.device(),
                seen(now, id).orElse(planned.to() == null ? nothing() : planned.to()),
                "a fresh read shows that it is so already"));
      }
      return false;
    }
    Optional<String> why = halfDone(planned, id, now) ? Optional.empty() : stale(planned, id, now);
    if (why.isPresent()) {
      stale++;
      troubles.add(why.get());
      handling.publish(
          new PolicyChangeFailed(
              part.plan(),
              part.host(),
              planned.device(),
              null,
              null,
              why.get(),
              seen(now, id).orElse(null),
              "nothing was done to it; make a new plan, which shows it as it is now"));
      return false;
    }
    return true;
  }

  /**
   * Whether all that has changed since the plan is that the device has the plan's policy and lacks
   * its settings: a run before this one came so far.
   */
  private static boolean halfDone(PlannedDevice planned, DeviceId id, HostStorage now) {
    Optional<Device> device = now.device(id);
    if (device.isEmpty()) {
      return false;
    }
    Fingerprint then = FromWire.fingerprint(planned);
    Fingerprint is = Fingerprint.of(device.get(), now.pathsOf(id));
    String wanted = FromWire.goal(planned).psp().value();
    return is.psp().equals(wanted)
        && !then.psp().equals(wanted)
        && new Fingerprint(then.owner(), is.psp(), is.settings(), then.paths())
            .differsFrom(is)
            .isEmpty();
  }

  private static Optional<String> stale(PlannedDevice planned, DeviceId id, HostStorage now) {
    return new DeviceVerdict(
            id,
            "",
            new dev.vireo.multipath.domain.Verdict.Keep(
                dev.vireo.multipath.domain.Verdict.Kept.NOT_SELECTED, ""),
            FromWire.fingerprint(planned))
        .stale(now);
  }

  private static Aim aim(PlannedDevice planned) {
    DeviceId id = DeviceId.parse(planned.device());
    PolicyGoal goal = FromWire.goal(planned);
    return new Aim(
        planned.device(),
        now -> actions(now, id, goal),
        now -> now.device(id).flatMap(Device::nmp).isPresent(),
        now -> unmet(now, id, goal));
  }

  private static List<HostAction> actions(HostStorage now, DeviceId id, PolicyGoal goal) {
    List<HostAction> actions = new ArrayList<>();
    boolean samePsp =
        now.device(id).flatMap(Device::nmp).map(n -> n.psp().equals(goal.psp())).orElse(false);
    if (!samePsp) {
      actions.add(new HostAction.SetPsp(id, goal.psp()));
    }
    goal.tuning().ifPresent(t -> actions.add(new HostAction.TuneRoundRobin(id, t)));
    return actions;
  }

  private static Optional<String> unmet(HostStorage now, DeviceId id, PolicyGoal goal) {
    Optional<Claim.Nmp> nmp = now.device(id).flatMap(Device::nmp);
    return nmp.isEmpty() ? Optional.of("the host does not list it") : goal.unmetBy(nmp.get());
  }

  private void publishChanged(PlannedDevice planned, HostStorage seen, String verifiedBy) {
    PolicyState from = planned.from();
    PolicyState to = seen(seen, DeviceId.parse(planned.device())).orElseGet(() -> nothing());
    String mode =
        from == null || !from.psp().equals(to.psp()) ? PolicyMode.PINNED.name() : from.mode();
    handling.publish(
        new PolicyChanged(
            part.plan(),
            part.host(),
            planned.device(),
            from == null ? nothing() : from,
            new PolicyState(to.psp(), to.config(), mode, to.preferred()),
            verifiedBy,
            seen.readAt(),
            false,
            part.overrides().stream()
                .filter(o -> planned.rules().stream().anyMatch(r -> r.rule().equals(o.rule())))
                .toList()));
  }

  private String verifyCommand() {
    return String.join(" ", read.host().steps().devices().argv());
  }

  /** What the host did of it all the same is said too, so that a roll-back knows of it. */
  private void publishPart(PlannedDevice planned, HostStorage seen) {
    PolicyState from = planned.from();
    PolicyState to = planned.to();
    boolean policyChanged =
        seen(seen, DeviceId.parse(planned.device()))
            .filter(now -> from != null && !now.psp().equals(from.psp()))
            .filter(now -> to != null && now.psp().equals(to.psp()))
            .isPresent();
    if (policyChanged) {
      publishChanged(planned, seen, verifyCommand());
    }
  }

  private void publishNotKnown(PlannedDevice planned, Ending.NotKnown unknown) {
    handling.publish(
        new PolicyChangeFailed(
            part.plan(),
            part.host(),
            planned.device(),
            unknown.command(),
            null,
            unknown.why(),
            null,
            "how it is now is not known; apply the plan again, which reads the host and does only"
                + " what is left"));
  }

  private void publishFailed(PlannedDevice planned, Ending.Unmet unmet) {
    failed++;
    String after = unmet.command() == null ? unmet.answered() : "after '" + unmet.command() + "'";
    troubles.add(planned.device() + ": " + unmet.lacking() + " " + after);
    publishPart(planned, unmet.seen());
    Integer exit = unmet.exit();
    Optional<PolicyState> now = seen(unmet.seen(), DeviceId.parse(planned.device()));
    boolean ignored = exit != null && exit == 0 && now.isPresent();
    handling.publish(
        new PolicyChangeFailed(
            part.plan(),
            part.host(),
            planned.device(),
            unmet.command(),
            exit,
            unmet.answered(),
            now.orElse(null),
            ignored
                ? "the host said yes and did nothing: look at its vmkernel log for this device,"
                    + " then apply the plan again"
                : "look at what the host answered; then apply the plan again, which does only what"
                    + " is left"));
  }

  private static Optional<PolicyState> seen(HostStorage now, DeviceId id) {
    return now.device(id).flatMap(Device::nmp).map(nmp -> ToWire.state(nmp, PolicyMode.UNKNOWN));
  }

  private static PolicyState nothing() {
    return new PolicyState("", "", PolicyMode.UNKNOWN.name(), null);
  }

  private Result result(int told, List<String> notKnown) {
    Map<String, String> figures =
        Fleet.figures(
            "changed",
            changed,
            "unchanged",
            unchanged,
            "failed",
            failed + stale + notKnown.size(),
            "notKnown",
            notKnown.size());
    String summary = "%d changed and verified, %d were so already".formatted(changed, unchanged);
    if (!notKnown.isEmpty()) {
      return Result.failed(
          FailureReason.CONNECTION_LOST,
          part.host()
              + ": "
              + notKnown.size()
              + " of "
              + told
              + " devices could not be read again, so how they are is not known: "
              + notKnown.getFirst()
              + "; apply the plan again, which reads the host and does only what is left",
          figures);
    }
    if (failed + stale == 0) {
      return Result.done(summary, figures);
    }
    return Result.failed(
        reason(),
        part.host() + ": " + summary + ", " + (failed + stale) + " failed: " + firstTroubles(),
        figures);
  }

  private FailureReason reason() {
    if (changed + unchanged > 0) {
      return FailureReason.PARTLY_DONE;
    }
    return failed == 0 ? FailureReason.STALE : FailureReason.NOT_VERIFIED;
  }

  private String firstTroubles() {
    return String.join("; ", troubles.subList(0, Math.min(3, troubles.size())))
        + (troubles.size() > 3 ? "; ..." : "");
  }
}
