package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerResources;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.ScanContainers;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRejected;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plain LXC for real: containers of this machine's own kernel, reached through its own sshd. What
 * is true of them is asked of LXC by the test itself.
 */
@Tag("long")
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class LxcHostTest extends ServiceTest {

  private static final String RESOLVER = "10.0.0.53";

  @TempDir Path folder;
  private @Nullable LxcMachine started;

  @BeforeEach
  void startMachine() throws Exception {
    started =
        LxcMachine.start(
            folder,
            bus(),
            Path.of(configured("vireo.credentials-dir")),
            Path.of(configured("vireo.known-hosts")));
  }

  @AfterEach
  void stopMachine() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  private LxcMachine lxc() {
    return Objects.requireNonNull(started, "before the test has begun");
  }

  private CreateContainer create(String template, int address, boolean start) {
    return new CreateContainer(
        lxc().select(),
        template,
        null,
        "web",
        lxc().address(address),
        24,
        lxc().address(1),
        List.of(RESOLVER),
        "example.org",
        new ContainerResources(256, null, null, null, null),
        null,
        start,
        false);
  }

  @Test
  void a_container_is_made_started_verified_stopped_and_destroyed() throws Exception {
    String create = bus().give(create(LxcMachine.PLAIN, 11, true));
    assertThat(bus().succeeded(create)).containsEntry("made", "1");
    String id = one(ContainerCreated.class, create).container();
    List<StartCheck> checks = one(ContainerStarted.class, create).checks();
    assertThat(checks).extracting(StartCheck::name).containsExactly(StartCheckName.values());
    assertThat(checks).allMatch(c -> c.result() == StartCheckResult.PASSED);

    assertThat(lxc().state(id)).isEqualTo("RUNNING");
    assertThat(lxc().within(id, "ip", "addr", "show", "eth0")).contains(lxc().address(11) + "/24");
    assertThat(lxc().within(id, "cat", "/etc/resolv.conf"))
        .isEqualTo("search example.org\nnameserver " + RESOLVER + "\n");

    String again = bus().give(new StartContainer(lxc().host(), id, null));
    assertThat(bus().succeeded(again)).containsEntry("already", "true");

    String stop = bus().give(new StopContainer(lxc().host(), id, true));
    bus().succeeded(stop);
    assertThat(one(ContainerStopped.class, stop).forced()).isTrue();
    assertThat(lxc().state(id)).isEqualTo("STOPPED");

    String wrong = bus().give(new DestroyContainer(lxc().host(), id, "mail", false));
    assertThat(bus().rejected(wrong).field()).isEqualTo("name");
    String destroy = bus().give(new DestroyContainer(lxc().host(), id, "web", false));
    bus().succeeded(destroy);
    assertThat(bus().told(ContainerDestroyed.class, destroy)).hasSize(1);
    assertThat(lxc().folders()).isEmpty();
  }

  @Test
  void a_guest_whose_own_scripts_know_no_network_does_not_count_as_started() throws Exception {
    String create = bus().give(create(LxcMachine.FORGETFUL, 12, false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    String start = bus().give(new StartContainer(lxc().host(), id, 3));
    bus().failed(start);
    ContainerFailed failed = one(ContainerFailed.class, start);
    assertThat(failed.cause()).isEqualTo(FailureCause.NETWORK_DOWN);
    assertThat(failed.evidence()).contains("ADDRESS", lxc().address(12) + " was asked", "eth0");
    assertThat(failed.checks())
        .filteredOn(c -> c.result() == StartCheckResult.PASSED)
        .extracting(StartCheck::name)
        .contains(StartCheckName.STATUS_RUNNING, StartCheckName.INIT_ALIVE);
    assertThat(bus().told(ContainerStarted.class, start)).isEmpty();
    // LXC itself is content: exactly what a start that is believed would have hidden.
    assertThat(lxc().state(id)).isEqualTo("RUNNING");
    assertThat(lxc().within(id, "ip", "addr", "show", "eth0")).doesNotContain(lxc().address(12));
  }

  @Test
  void an_address_that_somebody_answers_at_is_in_use() throws Exception {
    bus().succeeds(create(LxcMachine.PLAIN, 13, true));
    // Made by hand: two containers of one address, of which the service gives no two.
    String second = bus().give(create(LxcMachine.PLAIN, 14, false));
    bus().succeeded(second);
    String id = one(ContainerCreated.class, second).container();
    Path config = lxc().containers().resolve(id).resolve("config");
    Files.writeString(
        config,
        Files.readString(config).replace(lxc().address(14) + "/24", lxc().address(13) + "/24"));
    String start = bus().give(new StartContainer(lxc().host(), id, 3));
    bus().failed(start);
    ContainerFailed failed = one(ContainerFailed.class, start);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(FailureCause.ADDRESS_IN_USE);
    assertThat(failed.evidence()).contains(lxc().address(13));
    assertThat(lxc().state(id)).isEqualTo("STOPPED");
  }

  @Test
  void a_guest_whose_init_ends_at_once_does_not_count_as_started() throws Exception {
    String create = bus().give(create(LxcMachine.DYING, 15, false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    String start = bus().give(new StartContainer(lxc().host(), id, 1));
    bus().failed(start);
    assertThat(one(ContainerFailed.class, start).cause())
        .isIn(FailureCause.INIT_DEAD, FailureCause.OTHER);
    assertThat(bus().told(ContainerStarted.class, start)).isEmpty();
    assertThat(lxc().state(id)).isEqualTo("STOPPED");
  }

  @Test
  void a_template_that_is_cut_short_leaves_nothing() throws Exception {
    String create = bus().give(create(LxcMachine.CUT, 16, true));
    bus().failed(create);
    ContainerFailed failed = one(ContainerFailed.class, create);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(FailureCause.TEMPLATE_BROKEN);
    assertThat(failed.left()).isNull();
    assertThat(lxc().folders()).isEmpty();
  }

  @Test
  void what_is_half_made_is_kept_where_that_was_asked_and_seen_by_the_next_scan() throws Exception {
    String create =
        bus()
            .give(
                new CreateHostContainer(
                    lxc().host(),
                    "172",
                    LxcMachine.CUT,
                    "half",
                    List.of(),
                    null,
                    List.of(),
                    null,
                    null,
                    false,
                    true));
    bus().failed(create);
    assertThat(one(ContainerFailed.class, create).left()).contains("172", "as was asked");
    String scan = bus().give(new ScanContainers(lxc().select()));
    bus().succeeded(scan);
    assertThat(one(ContainersScanned.class, scan).containers())
        .extracting(SeenContainer::container)
        .containsExactly("172");
  }

  @Test
  void what_was_never_whole_is_listed_and_can_be_destroyed() throws Exception {
    Files.createDirectories(lxc().containers().resolve(".making-171/rootfs/bin"));
    String scan = bus().give(new ScanContainers(lxc().select()));
    bus().succeeded(scan);
    assertThat(one(ContainersScanned.class, scan).containers())
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.container()).isEqualTo("171");
              assertThat(c.state()).isEqualTo(ContainerState.UNKNOWN);
            });
    bus().succeeds(new DestroyContainer(lxc().host(), "171", "171", false));
    assertThat(lxc().folders()).isEmpty();
  }

  @Test
  void templates_are_looked_into_and_a_cut_one_is_rejected() throws Exception {
    String scan = bus().give(new ScanTemplates(lxc().select(), false, null));
    bus().succeeded(scan);
    assertThat(bus().told(TemplateAccepted.class, scan))
        .extracting(TemplateAccepted::template)
        .contains(LxcMachine.PLAIN, LxcMachine.FORGETFUL);
    assertThat(bus().told(TemplateRejected.class, scan))
        .extracting(TemplateRejected::template)
        .containsExactly(LxcMachine.CUT);
  }

  @Test
  void a_container_is_copied_and_snapshotted_and_not_moved() throws Exception {
    String create = bus().give(create(LxcMachine.PLAIN, 18, false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    String clone = bus().give(new CloneContainer(lxc().host(), id, "copy", null));
    bus().succeeded(clone);
    ContainerCreated copy = one(ContainerCreated.class, clone);
    assertThat(copy.container()).isNotEqualTo(id);
    assertThat(copy.hostname()).isEqualTo("copy");
    assertThat(copy.addresses()).isEmpty();
    String started = bus().give(new StartContainer(lxc().host(), copy.container(), 5));
    bus().succeeded(started);
    assertThat(lxc().within(copy.container(), "cat", "/proc/sys/kernel/hostname").strip())
        .isEqualTo("copy");

    String snapshot = bus().give(new SnapshotContainer(lxc().host(), id, "before"));
    bus().succeeded(snapshot);
    assertThat(one(ContainerChanged.class, snapshot).changes()).hasSize(1);
    assertThat(lxc().containers().resolve(id).resolve("snaps/snap0")).isDirectory();

    String move = bus().give(new MigrateContainer(lxc().host(), id, lxc().host() + "x", false));
    bus().rejected(move);
  }
}
