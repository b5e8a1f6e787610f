package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.ScanDistributions;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.container.archive.Archives;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proxmox VE 8 by pct, pveam and pvesm over SSH. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class ProxmoxByShellTest extends ServiceTest {

  static final String DEBIAN_12 = "debian-12-standard_12.7-1_amd64.tar.zst";

  static CreateContainer create(Lab lab, int count, String addresses, boolean start) {
    return new CreateContainer(
        lab.select(),
        DEBIAN_12,
        count,
        count == 1 ? "web" : "web-{n:2}",
        addresses,
        16,
        "10.20.0.1",
        List.of("10.0.0.53"),
        null,
        null,
        null,
        start,
        false);
  }

  private static CreateHostContainer one(String host, String id, String template) {
    return new CreateHostContainer(
        host, id, template, "one", List.of(), null, List.of(), null, null, false, false);
  }

  @Test
  void a_container_is_made_started_changed_copied_stopped_and_destroyed() throws Exception {
    Lab lab = pve8(Lab.Access.SSH);
    String host = lab.host(1);
    String scan = bus().give(new ScanTemplates(lab.select(), true, null));
    bus().succeeded(scan);
    assertThat(bus().told(TemplateAccepted.class, scan))
        .extracting(TemplateAccepted::template)
        .contains(DEBIAN_12);

    String create = bus().give(create(lab, 2, "10.20.7.10-10.20.7.20", true));
    assertThat(bus().succeeded(create)).containsEntry("made", "2");
    assertThat(bus().told(ContainerCreated.class, create)).hasSize(2);
    List<ContainerStarted> started = bus().told(ContainerStarted.class, create);
    assertThat(started).hasSize(2);
    assertThat(started.getFirst().checks())
        .extracting(StartCheck::name)
        .containsExactly(StartCheckName.values());
    assertThat(started.getFirst().checks())
        .extracting(StartCheck::result)
        .containsOnly(StartCheckResult.PASSED);
    assertThat(lab.truth(1).running()).hasSize(2).allMatch(r -> r.up().size() == 1);
    String id = started.getFirst().container();

    String set =
        bus()
            .give(
                new SetContainer(
                    host,
                    id,
                    "mail",
                    List.of("10.20.7.30/16"),
                    false,
                    null,
                    List.of(),
                    null,
                    null,
                    true));
    bus().succeeded(set);
    assertThat(one(ContainerChanged.class, set).changes())
        .anyMatch(c -> c.setting().equals("hostname") && "mail".equals(c.to()))
        .anyMatch(c -> c.setting().equals("addresses") && "10.20.7.30".equals(c.to()));

    bus().succeeds(new StopContainer(host, id, false));
    String copy = bus().give(new CloneContainer(host, id, "twin", null));
    bus().succeeded(copy);
    ContainerCreated twin = one(ContainerCreated.class, copy);
    assertThat(twin.hostname()).isEqualTo("twin");
    assertThat(twin.addresses()).isEmpty();

    String snapshot = bus().give(new SnapshotContainer(host, id, "before"));
    bus().failed(snapshot);
    assertThat(one(ContainerFailed.class, snapshot).cause()).isEqualTo(FailureCause.UNSUPPORTED);

    String destroy = bus().give(new DestroyContainer(host, id, "mail", false));
    bus().succeeded(destroy);
    assertThat(bus().told(ContainerDestroyed.class, destroy)).hasSize(1);
  }

  @Test
  void what_each_template_is_set_up_as_is_told_before_a_container_is_made() throws Exception {
    Lab lab = pve8(Lab.Access.SSH);
    Files.write(
        lab.file(1, "/var/lib/vz/template/cache/slackware-14-own_1_amd64.tar.gz"),
        Archives.gzip(
            Archives.archive()
                .file("etc/os-release", "ID=slackware\nVERSION_ID=14.2\n")
                .file("bin/sh", Archives.program(62, true))
                .plain()));
    String scan = bus().give(new ScanDistributions(lab.select()));
    bus().succeeded(scan);
    assertThat(one(DistributionsScanned.class, scan).resolved())
        .anyMatch(r -> r.template().equals(DEBIAN_12) && r.config().equals("debian"))
        .anyMatch(r -> r.template().startsWith("slackware") && r.config().equals("unmanaged"));
    assertThat(bus().told(DistributionUnresolved.class, scan))
        .filteredOn(u -> u.template().equals("slackware-14-own_1_amd64.tar.gz"))
        .extracting(DistributionUnresolved::advice)
        .singleElement()
        .asString()
        .contains("no set-up code for slackware", "unmanaged");
  }

  @Test
  void what_pct_refuses_is_classified() throws Exception {
    Lab lab = pve8(Lab.Access.SSH);
    String host = lab.host(1);
    String missing = bus().give(one(host, "900", "no-such-template.tar.zst"));
    bus().failed(missing);
    assertThat(one(ContainerFailed.class, missing).cause())
        .isEqualTo(FailureCause.TEMPLATE_MISSING);

    bus().succeeds(one(host, "901", DEBIAN_12));
    String twice = bus().give(one(host, "901", DEBIAN_12));
    bus().failed(twice);
    assertThat(one(ContainerFailed.class, twice).cause()).isEqualTo(FailureCause.ID_IN_USE);

    lab.inject("lock-held", 1, ":901");
    String locked = bus().give(new StartContainer(host, "901", null));
    bus().failed(locked);
    ContainerFailed held = one(ContainerFailed.class, locked);
    assertThat(held.cause()).isEqualTo(FailureCause.LOCKED);
    assertThat(held.evidence()).contains("backup");
    lab.clear("lock-held", 1);

    lab.inject("disk-full", 1, "");
    String full = bus().give(one(host, "902", DEBIAN_12));
    bus().failed(full);
    ContainerFailed noRoom = one(ContainerFailed.class, full);
    assertThat(noRoom.cause()).as(noRoom.evidence()).isEqualTo(FailureCause.DISK_FULL);
    assertThat(noRoom.left()).isNull();
    lab.clear("disk-full", 1);

    String cut = "openwhere-3-default_3.1-1_amd64.tar.gz";
    String unknown = bus().give(one(host, "903", cut));
    bus().failed(unknown);
    assertThat(one(ContainerFailed.class, unknown).cause())
        .isEqualTo(FailureCause.NO_NETWORK_CONFIG);
  }

  @Test
  void a_start_without_a_network_is_a_failure_and_a_move_out_of_the_cluster_is_refused()
      throws Exception {
    Lab lab = twoOfPve8();
    String create = bus().give(create(lab, 1, "10.20.8.10", false));
    bus().succeeded(create);
    ContainerCreated made = one(ContainerCreated.class, create);
    String id = made.container();
    String host = made.host();
    int here = host.equals(lab.host(1)) ? 1 : 2;
    lab.inject("no-network", here, "");
    String start = bus().give(new StartContainer(host, id, 2));
    bus().failed(start);
    ContainerFailed down = one(ContainerFailed.class, start);
    assertThat(down.cause()).isEqualTo(FailureCause.NETWORK_DOWN);
    assertThat(down.evidence()).contains("10.20.8.10");
    assertThat(bus().told(ContainerStarted.class, start)).isEmpty();
    lab.clear("no-network", here);

    String move = bus().give(new MigrateContainer(host, id, lab.host(3 - here), false));
    bus().failed(move);
    ContainerFailed alone = one(ContainerFailed.class, move);
    assertThat(alone.cause()).as(alone.evidence()).isEqualTo(FailureCause.UNSUPPORTED);
    assertThat(alone.evidence()).contains("no member of its cluster");
    String self = bus().give(new MigrateContainer(host, id, host, false));
    assertThat(bus().rejected(self).field()).isEqualTo("to");
  }

  @Test
  void a_container_that_runs_is_moved_within_the_cluster_and_up_again_over_there()
      throws Exception {
    Lab lab = clusterOfPve8(Lab.Access.SSH);
    String create = bus().give(create(lab, 1, "10.20.12.10", true));
    bus().succeeded(create);
    ContainerCreated made = one(ContainerCreated.class, create);
    int from = made.host().equals(lab.host(1)) ? 1 : 2;
    int to = 3 - from;
    String live =
        bus().give(new MigrateContainer(lab.host(from), made.container(), lab.host(to), true));
    bus().failed(live);
    ContainerFailed refused = one(ContainerFailed.class, live);
    assertThat(refused.cause()).as(refused.evidence()).isEqualTo(FailureCause.UNSUPPORTED);
    assertThat(lab.truth(from).running()).hasSize(1);

    String move =
        bus().give(new MigrateContainer(lab.host(from), made.container(), lab.host(to), false));
    assertThat(bus().succeeded(move)).containsEntry("host", lab.host(to));
    assertThat(one(ContainerDestroyed.class, move).host()).isEqualTo(lab.host(from));
    assertThat(one(ContainerCreated.class, move).host()).isEqualTo(lab.host(to));
    assertThat(lab.truth(from).running()).isEmpty();
    assertThat(lab.truth(to).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.20.12.10"));
  }
}
