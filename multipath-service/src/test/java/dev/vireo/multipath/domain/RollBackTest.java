package dev.vireo.multipath.domain;

import static dev.vireo.multipath.domain.Hosts.disk;
import static dev.vireo.multipath.domain.Hosts.host;
import static dev.vireo.multipath.domain.Hosts.roundRobin;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollBackTest {

  private static final PolicyGoal ROUND_ROBIN = PolicyGoal.of(PspName.ROUND_ROBIN);

  private static RecordedChange changed(Hosts.DeviceBuilder was, PolicyMode mode, PolicyGoal to) {
    Claim.Nmp nmp = was.build().nmp().orElseThrow();
    return new RecordedChange(
        was.deviceId(), new PolicyState(nmp.psp(), nmp.pspConfig(), mode), to);
  }

  private static RollBack.Way way(RecordedChange change, Hosts.DeviceBuilder now) {
    return RollBack.of(List.of(change), host().with(now).build()).devices().getFirst().way();
  }

  @Test
  void goes_back_by_default_where_the_former_policy_is_the_default() {
    RecordedChange change = changed(disk(1), PolicyMode.UNKNOWN, ROUND_ROBIN);

    RollBack.Way.Restore restore = (RollBack.Way.Restore) way(change, disk(1).psp("VMW_PSP_RR"));

    assertThat(restore.actions())
        .containsExactly(
            new HostAction.FollowDefault(disk(1).deviceId()),
            new HostAction.PreferPath(disk(1).deviceId(), disk(1).path(0)));
    assertThat(restore.caveats())
        .containsExactly(
            "the host does not show whether it followed its default or was pinned to the same"
                + " policy; it follows its default now",
            "the host does not show whether vmhba1:C0:T0:L1 was preferred on purpose; it is now");
  }

  @Test
  void pins_again_what_was_pinned() {
    RecordedChange change = changed(disk(1).psp("VMW_PSP_MRU"), PolicyMode.PINNED, ROUND_ROBIN);

    RollBack.Way.Restore restore = (RollBack.Way.Restore) way(change, disk(1).psp("VMW_PSP_RR"));

    assertThat(restore.actions())
        .containsExactly(new HostAction.SetPsp(disk(1).deviceId(), PspName.MRU));
    assertThat(restore.caveats()).isEmpty();
  }

  @Test
  void pins_what_followed_when_the_default_is_another_now_and_says_so() {
    RecordedChange change =
        changed(disk(1).psp("VMW_PSP_MRU"), PolicyMode.FOLLOWS_DEFAULT, ROUND_ROBIN);

    RollBack.Way.Restore restore = (RollBack.Way.Restore) way(change, disk(1).psp("VMW_PSP_RR"));

    assertThat(restore.actions())
        .containsExactly(new HostAction.SetPsp(disk(1).deviceId(), PspName.MRU));
    assertThat(restore.caveats().getFirst())
        .startsWith("its default is now VMW_PSP_FIXED (the default of VMW_SATP_SVC)");
  }

  @Test
  void brings_back_the_limit_of_round_robin_and_the_number_it_did_not_use() {
    PolicyGoal tuned = PolicyGoal.roundRobin(RoundRobinTuning.iops(1));
    RecordedChange change = changed(disk(1).psp("VMW_PSP_RR"), PolicyMode.PINNED, tuned);

    RollBack.Way.Restore restore =
        (RollBack.Way.Restore)
            way(change, disk(1).psp("VMW_PSP_RR").config(roundRobin(RoundRobinLimit.IOPS, 1)));

    assertThat(restore.actions())
        .containsExactly(
            new HostAction.TuneRoundRobin(disk(1).deviceId(), RoundRobinTuning.iops(1000)),
            new HostAction.TuneRoundRobin(
                disk(1).deviceId(), RoundRobinTuning.untuned().withUseAno(false)));
  }

  @Test
  void leaves_alone_what_is_back_already_whatever_the_current_path_is() {
    RecordedChange change = changed(disk(1), PolicyMode.UNKNOWN, ROUND_ROBIN);
    Hosts.DeviceBuilder failedOver =
        disk(1)
            .config(
                new PspConfig.Fixed(Optional.of(disk(1).path(0)), Optional.of(disk(1).path(2))));

    assertThat(way(change, failedOver))
        .isEqualTo(new RollBack.Way.AlreadyBack("it has VMW_PSP_FIXED as before"));
  }

  @Test
  void does_not_undo_what_somebody_else_did_since() {
    RecordedChange change = changed(disk(1), PolicyMode.UNKNOWN, ROUND_ROBIN);

    RollBack.Way way = way(change, disk(1).psp("VMW_PSP_MRU"));

    assertThat(way).isInstanceOf(RollBack.Way.Impossible.class);
    assertThat(((RollBack.Way.Impossible) way).reason())
        .startsWith("somebody changed it since: it has VMW_PSP_MRU");
  }

  @Test
  void says_that_a_device_is_gone() {
    RecordedChange change = changed(disk(1), PolicyMode.UNKNOWN, ROUND_ROBIN);

    assertThat(way(change, disk(2)))
        .isEqualTo(new RollBack.Way.Impossible("esx01 no longer lists it"));
  }

  @Test
  void says_that_the_preferred_path_is_gone() {
    Hosts.DeviceBuilder was =
        disk(1)
            .config(
                new PspConfig.Fixed(
                    Optional.of(new RuntimeName("vmhba9:C0:T0:L1")), Optional.empty()));
    RecordedChange change = changed(was, PolicyMode.PINNED, ROUND_ROBIN);

    RollBack.Way.Restore restore = (RollBack.Way.Restore) way(change, disk(1).psp("VMW_PSP_RR"));

    assertThat(restore.actions())
        .containsExactly(new HostAction.SetPsp(disk(1).deviceId(), PspName.FIXED));
    assertThat(restore.caveats())
        .containsExactly(
            "its preferred path vmhba9:C0:T0:L1 is gone and cannot be preferred again");
  }

  @Test
  void goes_back_to_the_first_state_of_a_device_that_was_changed_twice() {
    RecordedChange first = changed(disk(1), PolicyMode.UNKNOWN, PolicyGoal.of(PspName.MRU));
    RecordedChange second = changed(disk(1).psp("VMW_PSP_MRU"), PolicyMode.PINNED, ROUND_ROBIN);

    RollBack rollBack =
        RollBack.of(List.of(first, second), host().with(disk(1).psp("VMW_PSP_RR")).build());

    assertThat(rollBack.devices()).hasSize(1);
    assertThat(((RollBack.Way.Restore) rollBack.devices().getFirst().way()).to().psp())
        .isEqualTo(PspName.FIXED);
  }
}
