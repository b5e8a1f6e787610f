package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way back from a plan on one host: a pure function of the journal of its changes and one fresh
 * read. What a host does not let be known is said as a caveat, never guessed in silence:
 *
 * <ul>
 *   <li>a device that had the policy of its default may have followed it or been pinned to it; it
 *       goes back by {@code --default};
 *   <li>a preferred path may have been chosen by an administrator or by the host; it comes back as
 *       chosen.
 * </ul>
 */
public record RollBack(String host, List<DeviceRollBack> devices) {

  public RollBack {
    devices = List.copyOf(devices);
  }

  /** What is done about one device. */
  public sealed interface Way {

    /**
     * @param to what the device shall have again; its current path and counters aside
     * @param caveats what cannot be known or brought back, in words
     */
    record Restore(PolicyState to, List<HostAction> actions, List<String> caveats) implements Way {
      public Restore {
        actions = List.copyOf(actions);
        caveats = List.copyOf(caveats);
      }
    }

    record AlreadyBack(String reason) implements Way {}

    record Impossible(String reason) implements Way {}
  }

  public record DeviceRollBack(DeviceId device, Way way) {}

  /**
   * @param journal the plan's changes on this host, oldest first
   */
  public static RollBack of(List<RecordedChange> journal, HostStorage now) {
    Map<DeviceId, RecordedChange> whole = new LinkedHashMap<>();
    for (RecordedChange change : journal) {
      whole.merge(
          change.device(),
          change,
          (first, last) -> new RecordedChange(first.device(), first.from(), last.to()));
    }
    List<DeviceRollBack> devices = new ArrayList<>();
    whole.values().forEach(c -> devices.add(new DeviceRollBack(c.device(), way(c, now))));
    return new RollBack(now.host(), devices);
  }

  private static Way way(RecordedChange change, HostStorage now) {
    Optional<Device> found = now.device(change.device());
    if (found.isEmpty()) {
      return new Way.Impossible(now.host() + " no longer lists it");
    }
    if (found.get().nmp().isEmpty()) {
      return new Way.Impossible("it is now claimed by " + found.get().claim().plugin());
    }
    Claim.Nmp nmp = found.get().nmp().get();
    PolicyState former = change.from();
    boolean samePsp = nmp.psp().equals(former.psp());
    if (samePsp && nmp.pspConfig().sameSettings(former.config())) {
      return new Way.AlreadyBack("it has " + nmp.psp() + " as before");
    }
    if (!samePsp && !nmp.psp().equals(change.to().psp())) {
      return new Way.Impossible(
          "somebody changed it since: it has "
              + nmp.psp()
              + ", neither what the plan set ("
              + change.to().psp()
              + ") nor what it had before ("
              + former.psp()
              + ")");
    }
    List<HostAction> actions = new ArrayList<>();
    List<String> caveats = new ArrayList<>();
    if (!samePsp) {
      bringBackPolicy(change, found.get(), now, actions, caveats);
    }
    bringBackConfig(change, nmp, now, actions, caveats);
    return actions.isEmpty()
        ? new Way.Impossible(String.join("; ", caveats))
        : new Way.Restore(former, actions, caveats);
  }

  private static void bringBackPolicy(
      RecordedChange change,
      Device device,
      HostStorage now,
      List<HostAction> actions,
      List<String> caveats) {
    PolicyState former = change.from();
    if (former.mode() == PolicyMode.PINNED) {
      actions.add(new HostAction.SetPsp(change.device(), former.psp()));
      return;
    }
    Optional<EffectiveDefault> byDefault =
        EffectiveDefault.of(now, device, now.pathsOf(change.device()));
    if (byDefault.map(d -> d.psp().equals(former.psp())).orElse(false)) {
      actions.add(new HostAction.FollowDefault(change.device()));
      if (former.mode() == PolicyMode.UNKNOWN) {
        caveats.add(
            "the host does not show whether it followed its default or was pinned to the same"
                + " policy; it follows its default now");
      }
      return;
    }
    actions.add(new HostAction.SetPsp(change.device(), former.psp()));
    caveats.add(
        "its default is now "
            + byDefault.map(d -> d.psp() + " (" + d.because() + ")").orElse("not known")
            + ", so it is pinned to "
            + former.psp()
            + " instead of following");
  }

  private static void bringBackConfig(
      RecordedChange change,
      Claim.Nmp nmp,
      HostStorage now,
      List<HostAction> actions,
      List<String> caveats) {
    DeviceId device = change.device();
    switch (change.from().config()) {
      case PspConfig.Fixed fixed when fixed.preferred().isPresent() -> {
        RuntimeName preferred = fixed.preferred().get();
        if (!change.from().psp().equals(PspName.FIXED)) {
          caveats.add(
              "the preferred path "
                  + preferred
                  + " of "
                  + change.from().psp()
                  + " is the array's choice and is not set");
        } else if (now.pathsOf(device).stream().noneMatch(p -> p.name().equals(preferred))) {
          caveats.add("its preferred path " + preferred + " is gone and cannot be preferred again");
        } else {
          actions.add(new HostAction.PreferPath(device, preferred));
          caveats.add(
              "the host does not show whether "
                  + preferred
                  + " was preferred on purpose; it is now");
        }
      }
      case PspConfig.RoundRobin rr -> {
        RoundRobinSettings has =
            nmp.pspConfig() instanceof PspConfig.RoundRobin current
                ? current.settings()
                : RoundRobinSettings.UNTUNED;
        RoundRobinTuning.restoring(rr.settings(), has)
            .forEach(tuning -> actions.add(new HostAction.TuneRoundRobin(device, tuning)));
        if (!rr.settings().others().isEmpty()) {
          caveats.add("these settings are left to the host: " + rr.settings().others());
        }
      }
      case PspConfig.Unknown unknown ->
          caveats.add("its former configuration is not understood: " + unknown.text());
      case PspConfig.Fixed none -> {}
      case PspConfig.Mru mru -> {}
      case PspConfig.Unsupported unsupported -> {}
    }
  }
}
