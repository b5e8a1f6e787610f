package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a host does when it is told something, as a pure model: enough to test plans against. */
final class ModelHost {

  private HostStorage storage;
  private final Map<DeviceId, PolicyMode> modes = new HashMap<>();

  ModelHost(HostStorage storage) {
    this.storage = storage;
  }

  HostStorage storage() {
    return storage;
  }

  Optional<PolicyMode> modeOf(DeviceId id) {
    return Optional.ofNullable(modes.get(id));
  }

  void apply(HostPlan plan) {
    for (DeviceVerdict verdict : plan.devices()) {
      if (verdict.verdict() instanceof Verdict.Change change) {
        change.actions(verdict.device()).forEach(this::act);
      }
    }
  }

  void apply(RollBack rollBack) {
    for (RollBack.DeviceRollBack device : rollBack.devices()) {
      if (device.way() instanceof RollBack.Way.Restore restore) {
        restore.actions().forEach(this::act);
      }
    }
  }

  void act(HostAction action) {
    switch (action) {
      case HostAction.SetPsp set -> {
        modes.put(set.device(), PolicyMode.PINNED);
        setPsp(set.device(), set.psp());
      }
      case HostAction.FollowDefault follow -> {
        modes.put(follow.device(), PolicyMode.FOLLOWS_DEFAULT);
        Device device = storage.device(follow.device()).orElseThrow();
        EffectiveDefault.of(storage, device, storage.pathsOf(device.id()))
            .ifPresent(d -> setPsp(follow.device(), d.psp()));
      }
      case HostAction.TuneRoundRobin tune -> tune(tune.device(), tune.tuning());
      case HostAction.PreferPath prefer ->
          configure(
              prefer.device(),
              new PspConfig.Fixed(Optional.of(prefer.path()), Optional.of(prefer.path())));
      case HostAction.SetSatpDefault set ->
          storage =
              withSatps(
                  storage.satps().stream()
                      .map(
                          s ->
                              s.name().equals(set.satp())
                                  ? new Satp(s.name(), set.psp(), s.description(), s.loaded())
                                  : s)
                      .toList(),
                  storage.satpRules());
      case HostAction.AddSatpRule add -> {
        List<SatpRule> rules = new ArrayList<>(storage.satpRules());
        rules.add(add.rule());
        storage = withSatps(storage.satps(), rules);
      }
      case HostAction.RemoveSatpRule remove ->
          storage =
              withSatps(
                  storage.satps(),
                  storage.satpRules().stream().filter(r -> !r.equals(remove.rule())).toList());
    }
  }

  private void setPsp(DeviceId id, PspName psp) {
    RuntimeName first = storage.pathsOf(id).getFirst().name();
    PspConfig config =
        switch (psp.value()) {
          case "VMW_PSP_FIXED" -> new PspConfig.Fixed(Optional.of(first), Optional.of(first));
          case "VMW_PSP_MRU" -> new PspConfig.Mru(Optional.of(first));
          case "VMW_PSP_RR" -> new PspConfig.RoundRobin(RoundRobinSettings.UNTUNED, "");
          default -> new PspConfig.Unsupported("");
        };
    replace(id, psp, config);
  }

  private void tune(DeviceId id, RoundRobinTuning tuning) {
    Claim.Nmp nmp = storage.device(id).orElseThrow().nmp().orElseThrow();
    RoundRobinSettings now = ((PspConfig.RoundRobin) nmp.pspConfig()).settings();
    OptionalLong iops = tuning.limit() == RoundRobinLimit.IOPS ? tuning.count() : now.iops();
    OptionalLong bytes = tuning.limit() == RoundRobinLimit.BYTES ? tuning.count() : now.bytes();
    configure(
        id,
        new PspConfig.RoundRobin(
            new RoundRobinSettings(
                tuning.limit(), iops, bytes, tuning.useAno().orElse(now.useAno()), now.others()),
            "lastPathIndex=" + System.identityHashCode(tuning)));
  }

  private void configure(DeviceId id, PspConfig config) {
    replace(id, storage.device(id).orElseThrow().nmp().orElseThrow().psp(), config);
  }

  private void replace(DeviceId id, PspName psp, PspConfig config) {
    List<Device> devices =
        storage.devices().stream()
            .map(
                d -> {
                  if (!d.id().equals(id)) {
                    return d;
                  }
                  Claim.Nmp n = d.nmp().orElseThrow();
                  return new Device(
                      d.id(),
                      d.displayName(),
                      d.hardware(),
                      new Claim.Nmp(n.satp(), n.satpConfig(), psp, config, "", n.workingPaths()));
                })
            .toList();
    storage =
        new HostStorage(
            storage.host(),
            storage.version(),
            storage.psps(),
            storage.satps(),
            storage.satpRules(),
            storage.claimRules(),
            devices,
            storage.paths(),
            storage.unparsed(),
            storage.unread(),
            storage.readAt());
  }

  private HostStorage withSatps(List<Satp> satps, List<SatpRule> rules) {
    return new HostStorage(
        storage.host(),
        storage.version(),
        storage.psps(),
        satps,
        rules,
        storage.claimRules(),
        storage.devices(),
        storage.paths(),
        storage.unparsed(),
        storage.unread(),
        storage.readAt());
  }
}
