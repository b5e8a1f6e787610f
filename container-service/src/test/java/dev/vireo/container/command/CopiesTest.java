package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.RestartContainer;
import dev.vireo.bus.container.ScanContainers;
import dev.vireo.bus.container.SeenContainer;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.container.check.StartChecks;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class CopiesTest extends ServiceTest {

  @Test
  void a_copy_has_an_id_and_a_name_of_its_own_and_no_address() throws Exception {
    Lab lab = openvz(1);
    String host = lab.host(1);
    String create = bus().give(create(lab, DEBIAN, 1, "10.86.0.10", false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    String clone = bus().give(new CloneContainer(host, id, "copy", 500));
    assertThat(bus().succeeded(clone)).containsEntry("container", "500");
    ContainerCreated copy = one(ContainerCreated.class, clone);
    assertThat(copy.origin()).isEqualTo(ContainerOrigin.CLONE);
    assertThat(copy.from()).isEqualTo(id);
    assertThat(copy.addresses()).isEmpty();
    assertThat(lab.file(1, "/var/lib/vz/private/500/etc")).isDirectory();
    assertThat(scanned(lab))
        .filteredOn(c -> c.container().equals("500"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.hostname()).isEqualTo("copy");
              assertThat(c.state()).isNotEqualTo(ContainerState.RUNNING);
            });

    // A copy is a container as any other.
    bus()
        .succeeds(
            new SetContainer(
                host,
                "500",
                null,
                List.of("10.86.0.11"),
                false,
                null,
                List.of(),
                null,
                null,
                null));
    bus().succeeds(new StartContainer(host, "500", null));
    assertThat(lab.truth(1).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.86.0.11"));
    bus().succeeds(new RestartContainer(host, "500", null));
    assertThat(lab.told(1)).filteredOn(c -> c.startsWith("vzctl stop 500")).hasSize(1);
    assertThat(lab.told(1)).filteredOn(c -> c.startsWith("vzctl start 500")).hasSize(2);
    String running = bus().give(new CloneContainer(host, "500", "other", null));
    assertThat(bus().rejected(running).message()).contains("runs; stop it first");
  }

  @Test
  void a_copy_that_finds_no_room_leaves_nothing() throws Exception {
    Lab lab = openvz(1);
    String create = bus().give(create(lab, DEBIAN, 1, "10.87.0.10", false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    lab.inject("disk-full", 1, "");
    String clone = bus().give(new CloneContainer(lab.host(1), id, "copy", 510));
    bus().failed(clone);
    assertThat(one(ContainerFailed.class, clone).left()).isNull();
    assertThat(lab.file(1, "/var/lib/vz/private/510")).doesNotExist();
    lab.clear("disk-full", 1);
    assertThat(scanned(lab)).extracting(SeenContainer::container).containsExactly(id);
  }

  @Test
  void a_release_that_takes_no_snapshots_says_so() throws Exception {
    Lab lab = openvz(1);
    String create = bus().give(create(lab, DEBIAN, 1, "10.88.0.10", false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    assertThat(bus().fails(new SnapshotContainer(lab.host(1), id, "before")))
        .satisfies(
            f -> {
              assertThat(f.reason()).isEqualTo(FailureReason.HOST_REFUSED);
              assertThat(f.message()).contains("vzctl before 4.0 takes no snapshots");
            });
  }

  @Test
  void vzctl_4_takes_snapshots_of_what_lies_in_an_image_and_says_so_of_the_rest() throws Exception {
    Lab lab = pve3(Lab.Access.SSH);
    String host = lab.host(1);
    String create =
        bus().give(create(lab, "debian-7.0-standard_7.0-2_i386.tar.gz", 1, "10.88.1.10", false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    String simfs = bus().give(new SnapshotContainer(host, id, "before"));
    bus().failed(simfs);
    ContainerFailed refused = one(ContainerFailed.class, simfs);
    assertThat(refused.cause()).as(refused.evidence()).isEqualTo(FailureCause.UNSUPPORTED);

    Path config = lab.file(1, "/etc/pve/openvz/" + id + ".conf");
    Files.writeString(config, Files.readString(config) + "VE_LAYOUT=\"ploop:expanded\"\n");
    String snapshot = bus().give(new SnapshotContainer(host, id, "before"));
    bus().succeeded(snapshot);
    assertThat(one(ContainerChanged.class, snapshot).changes())
        .containsExactly(new ContainerChange("snapshot", null, "before"));
    assertThat(lab.told(1)).contains("vzctl snapshot " + id + " --name before");
  }

  @Test
  void a_container_is_moved_to_another_host_and_runs_there() throws Exception {
    Lab lab = openvz(2);
    String create = bus().give(create(lab, DEBIAN, 1, "10.89.0.10", true));
    bus().succeeded(create);
    ContainerCreated made = one(ContainerCreated.class, create);
    int from = made.host().equals(lab.host(1)) ? 1 : 2;
    int to = 3 - from;
    String move =
        bus().give(new MigrateContainer(lab.host(from), made.container(), lab.host(to), true));
    bus().succeeded(move);
    ContainerCreated there = one(ContainerCreated.class, move);
    assertThat(there.host()).isEqualTo(lab.host(to));
    assertThat(there.origin()).isEqualTo(ContainerOrigin.MIGRATION);
    assertThat(there.template()).isEqualTo(DEBIAN.replace(".tar.gz", ""));
    ContainerStarted up = one(ContainerStarted.class, move);
    assertThat(up.host()).isEqualTo(lab.host(to));
    assertThat(StartChecks.allGood(up.checks())).isTrue();
    assertThat(lab.truth(from).running()).isEmpty();
    assertThat(lab.truth(to).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.89.0.10"));

    String nowhere = bus().give(new MigrateContainer(lab.host(to), "999", lab.host(from), false));
    assertThat(bus().rejected(nowhere).field()).isEqualTo("container");
    String itself =
        bus().give(new MigrateContainer(lab.host(to), made.container(), lab.host(to), false));
    assertThat(bus().rejected(itself).field()).isEqualTo("to");
  }

  @Test
  void a_container_stays_where_the_other_host_has_one_of_its_id() throws Exception {
    Lab lab = openvz(2);
    String create = bus().give(create(lab, DEBIAN, 1, "10.90.0.10", true));
    bus().succeeded(create);
    ContainerCreated made = one(ContainerCreated.class, create);
    int from = made.host().equals(lab.host(1)) ? 1 : 2;
    int to = 3 - from;
    bus()
        .succeeds(
            new dev.vireo.bus.container.CreateHostContainer(
                lab.host(to),
                made.container(),
                DEBIAN,
                "other",
                List.of(),
                null,
                List.of(),
                null,
                null,
                false,
                false));
    String move =
        bus().give(new MigrateContainer(lab.host(from), made.container(), lab.host(to), false));
    bus().failed(move);
    assertThat(one(ContainerFailed.class, move).cause()).isEqualTo(FailureCause.ID_IN_USE);
    assertThat(lab.truth(from).running()).hasSize(1);
  }

  private List<SeenContainer> scanned(Lab lab) throws InterruptedException {
    String scan = bus().give(new ScanContainers(lab.select()));
    bus().succeeded(scan);
    return one(ContainersScanned.class, scan).containers();
  }
}
