package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.outcome.FailureReason;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault that a host of OpenVZ can have: its cause, and what to do about it. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class FaultsTest extends ServiceTest {

  private ContainerFailed refused(Lab lab, String id, FailureCause cause) throws Exception {
    String start = bus().give(new StartContainer(lab.host(1), id, 2));
    bus().failed(start);
    ContainerFailed failed = one(ContainerFailed.class, start);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(cause);
    assertThat(bus().told(ContainerStarted.class, start)).isEmpty();
    return failed;
  }

  private String made(Lab lab, String address) throws Exception {
    String create = bus().give(create(lab, DEBIAN, 1, address, false));
    bus().succeeded(create);
    return one(ContainerCreated.class, create).container();
  }

  private static CreateHostContainer one(String host, String id) {
    return new CreateHostContainer(
        host, id, DEBIAN, "one", List.of(), null, List.of(), null, null, false, false);
  }

  @Test
  void a_spoilt_quota_file_is_told_with_the_command_that_mends_it() throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.20.40.10");
    lab.inject("quota", 1, ":" + id);
    ContainerFailed failed = refused(lab, id, FailureCause.QUOTA);
    assertThat(failed.evidence()).contains("quota file is corrupted");
    assertThat(failed.advice()).contains("vzquota drop " + id);
    lab.clear("quota", 1);
    String start = bus().give(new StartContainer(lab.host(1), id, null));
    bus().succeeded(start);
    assertThat(one(ContainerStarted.class, start).checks())
        .as("what no command has asked for now, the host's configuration asks for")
        .allMatch(c -> c.result() == StartCheckResult.PASSED)
        .filteredOn(c -> c.name() == StartCheckName.RESOLV_CONF)
        .extracting(StartCheck::evidence)
        .containsExactly("it names 10.0.0.53");
  }

  @Test
  void a_kernel_without_its_module_makes_and_starts_nothing() throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.20.41.10");
    lab.inject("no-module", 1, "");
    ContainerFailed start = refused(lab, id, FailureCause.KERNEL);
    assertThat(start.advice()).contains("boot the kernel for containers");
    String create = bus().give(one(lab.host(1), "951"));
    bus().failed(create);
    ContainerFailed failed = one(ContainerFailed.class, create);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(FailureCause.KERNEL);
    assertThat(failed.left()).isNull();
  }

  @Test
  void a_template_that_was_cut_short_is_told_and_leaves_nothing() throws Exception {
    Lab lab = openvz(1);
    lab.inject("cut-archive", 1, ":" + DEBIAN);
    String create = bus().give(one(lab.host(1), "952"));
    bus().failed(create);
    ContainerFailed failed = one(ContainerFailed.class, create);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(FailureCause.TEMPLATE_BROKEN);
    assertThat(failed.advice()).contains("vireo templates doctor");
    assertThat(failed.left()).isNull();
    assertThat(lab.file(1, "/var/lib/vz/private/952")).doesNotExist();
  }

  @Test
  void a_guest_that_brings_no_network_up_does_not_count_as_started() throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.20.42.10");
    lab.inject("no-network", 1, ":" + id);
    ContainerFailed failed = refused(lab, id, FailureCause.NETWORK_DOWN);
    assertThat(failed.checks())
        .filteredOn(c -> c.result() == StartCheckResult.FAILED)
        .extracting(StartCheck::name)
        .contains(StartCheckName.ADDRESS);
    assertThat(failed.evidence()).contains("10.20.42.10");
  }

  @Test
  void a_start_that_hangs_is_given_up_and_told_as_such() throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.20.43.10");
    lab.inject("hang-start", 1, "");
    String start = bus().give(new StartContainer(lab.host(1), id, 2));
    assertThat(bus().failed(start).reason()).isEqualTo(FailureReason.TIMED_OUT);
    ContainerFailed failed = one(ContainerFailed.class, start);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(FailureCause.TIMED_OUT);
    assertThat(failed.advice()).contains("hangs on", "vireo containers list");
  }
}
