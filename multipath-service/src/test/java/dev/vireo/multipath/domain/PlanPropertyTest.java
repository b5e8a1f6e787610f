package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class PlanPropertyTest {

  @Property
  void applying_a_plan_makes_the_next_one_empty(
      @ForAll("hosts") HostStorage storage, @ForAll("goals") PolicyGoal goal) {
    ModelHost model = new ModelHost(storage);

    model.apply(plan(storage, goal));

    assertThat(plan(model.storage(), goal).changes()).isEmpty();
  }

  @Property
  void a_plan_changes_nothing_but_what_it_says(
      @ForAll("hosts") HostStorage storage, @ForAll("goals") PolicyGoal goal) {
    ModelHost model = new ModelHost(storage);
    HostPlan plan = plan(storage, goal);

    model.apply(plan);

    for (DeviceVerdict verdict : plan.devices()) {
      Device before = storage.device(verdict.device()).orElseThrow();
      Device after = model.storage().device(verdict.device()).orElseThrow();
      if (verdict.verdict() instanceof Verdict.Change change) {
        assertThat(change.to().metBy(after.nmp().orElseThrow())).isTrue();
      } else {
        assertThat(after).isEqualTo(before);
      }
    }
  }

  @Property
  void a_plan_changes_no_device_that_a_rule_speaks_against(
      @ForAll("hosts") HostStorage storage, @ForAll("goals") PolicyGoal goal) {
    for (DeviceVerdict verdict : plan(storage, goal).changes()) {
      Device device = storage.device(verdict.device()).orElseThrow();
      List<Path> paths = storage.pathsOf(device.id());
      Claim.Nmp nmp = device.nmp().orElseThrow();

      assertThat(device.hardware().local()).isNotEqualTo(Told.YES);
      assertThat(device.hardware().boot()).isNotEqualTo(Told.YES);
      assertThat(paths).filteredOn(p -> p.state().works()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(paths).noneMatch(p -> p.state() == PathState.DEAD);
      boolean risky = goal.psp().equals(PspName.ROUND_ROBIN) || goal.psp().equals(PspName.FIXED);
      assertThat(risky && nmp.satp().activePassiveWithoutAlua()).isFalse();
    }
  }

  @Property
  void every_device_has_one_verdict_with_a_reason(
      @ForAll("hosts") HostStorage storage, @ForAll("goals") PolicyGoal goal) {
    HostPlan plan = plan(storage, goal);

    assertThat(plan.devices().stream().map(DeviceVerdict::device))
        .containsExactlyElementsOf(storage.devices().stream().map(Device::id).toList());
    assertThat(plan.devices()).allMatch(d -> !d.verdict().reason().isBlank());
    assertThat(plan.devices()).allMatch(d -> d.stale(storage).isEmpty());
  }

  @Property
  void rolling_back_a_plan_gives_the_former_policies_and_settings(
      @ForAll("hosts") HostStorage storage, @ForAll("goals") PolicyGoal goal) {
    ModelHost model = new ModelHost(storage);
    HostPlan plan = plan(storage, goal);
    List<RecordedChange> journal = new ArrayList<>();
    for (DeviceVerdict verdict : plan.changes()) {
      Verdict.Change change = (Verdict.Change) verdict.verdict();
      journal.add(new RecordedChange(verdict.device(), change.from(), change.to()));
    }

    model.apply(plan);
    model.apply(RollBack.of(journal, model.storage()));

    for (Device before : storage.devices()) {
      Device after = model.storage().device(before.id()).orElseThrow();
      before
          .nmp()
          .ifPresent(
              was -> {
                Claim.Nmp is = after.nmp().orElseThrow();
                assertThat(is.psp()).isEqualTo(was.psp());
                assertThat(is.pspConfig().settingsText()).isEqualTo(was.pspConfig().settingsText());
              });
    }
    assertThat(RollBack.of(journal, model.storage()).devices())
        .allMatch(d -> d.way() instanceof RollBack.Way.AlreadyBack);
  }

  @Property
  void rolling_back_pins_what_was_pinned_and_lets_follow_what_had_its_default(
      @ForAll("hosts") HostStorage storage) {
    PolicyGoal goal = PolicyGoal.of(PspName.ROUND_ROBIN);
    ModelHost model = new ModelHost(storage);
    HostPlan plan = plan(storage, goal);
    model.apply(plan);
    for (DeviceVerdict verdict : plan.changes()) {
      Verdict.Change change = (Verdict.Change) verdict.verdict();
      model.apply(
          RollBack.of(
              List.of(new RecordedChange(verdict.device(), change.from(), change.to())),
              model.storage()));

      assertThat(model.modeOf(verdict.device()))
          .hasValue(
              change.from().mode() == PolicyMode.PINNED
                  ? PolicyMode.PINNED
                  : PolicyMode.FOLLOWS_DEFAULT);
    }
  }

  private static HostPlan plan(HostStorage storage, PolicyGoal goal) {
    return PathPolicyPlanner.plan(
        PlanRequest.of(
            storage,
            new PolicyTarget.BySatp(
                Set.of(
                    SatpName.SVC,
                    SatpName.ALUA,
                    SatpName.LOCAL,
                    new SatpName("VMW_SATP_LSI"),
                    new SatpName("VMW_SATP_DEFAULT_AA")),
                goal)));
  }

  @Provide
  Arbitrary<PolicyGoal> goals() {
    return Arbitraries.of(
        PolicyGoal.of(PspName.ROUND_ROBIN),
        PolicyGoal.of(PspName.FIXED),
        PolicyGoal.of(PspName.MRU),
        PolicyGoal.roundRobin(RoundRobinTuning.iops(1)),
        PolicyGoal.roundRobin(RoundRobinTuning.iops(1000)),
        PolicyGoal.roundRobin(RoundRobinTuning.bytes(8192).withUseAno(true)),
        PolicyGoal.roundRobin(RoundRobinTuning.untuned()));
  }

  @Provide
  Arbitrary<HostStorage> hosts() {
    return devices()
        .list()
        .ofMaxSize(6)
        .map(
            kinds -> {
              Hosts host = host();
              for (int i = 0; i < kinds.size(); i++) {
                host.with(kinds.get(i).build(i + 1));
              }
              return host.build();
            });
  }

  private record Kind(
      String satp,
      String psp,
      Optional<PspConfig> config,
      Told local,
      Told boot,
      List<PathState> states) {

    Hosts.DeviceBuilder build(int number) {
      Hosts.DeviceBuilder device =
          disk(number)
              .satp(satp)
              .psp(psp)
              .local(local)
              .boot(boot)
              .paths(states.toArray(PathState[]::new));
      return psp.equals("VMW_PSP_RR") ? config.map(device::config).orElse(device) : device;
    }
  }

  private Arbitrary<Kind> devices() {
    Arbitrary<String> satps =
        Arbitraries.of(
            "VMW_SATP_SVC",
            "VMW_SATP_SVC",
            "VMW_SATP_ALUA",
            "VMW_SATP_LSI",
            "VMW_SATP_DEFAULT_AA",
            "VMW_SATP_LOCAL",
            "VMW_SATP_CX");
    Arbitrary<String> psps = Arbitraries.of("VMW_PSP_FIXED", "VMW_PSP_MRU", "VMW_PSP_RR");
    Arbitrary<Optional<PspConfig>> configs =
        Combinators.combine(
                Arbitraries.of(
                    RoundRobinLimit.DEFAULT, RoundRobinLimit.IOPS, RoundRobinLimit.BYTES),
                Arbitraries.of(1L, 3L, 1000L))
            .as((limit, iops) -> Optional.of(Hosts.roundRobin(limit, iops)));
    Arbitrary<Told> flags =
        Arbitraries.frequency(
            Tuple.of(8, Told.NO), Tuple.of(1, Told.YES), Tuple.of(1, Told.NOT_TOLD));
    Arbitrary<List<PathState>> states =
        Arbitraries.frequency(
                Tuple.of(10, PathState.ACTIVE),
                Tuple.of(3, PathState.STANDBY),
                Tuple.of(1, PathState.DEAD),
                Tuple.of(1, PathState.OFF))
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return Combinators.combine(satps, psps, configs, flags, flags, states).as(Kind::new);
  }
}
