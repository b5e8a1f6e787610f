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
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.ScanTemplates;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartCheck;
import dev.vireo.bus.container.StartCheckName;
import dev.vireo.bus.container.StartCheckResult;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.bus.container.TemplateAccepted;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Proxmox VE 3.4 and 8 by REST: paths openvz and lxc, tickets and API tokens, tasks. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class ProxmoxByApiTest extends ServiceTest {

  private static final String DEBIAN_12 = ProxmoxByShellTest.DEBIAN_12;
  private static final String DEBIAN_7 = "debian-7.0-standard_7.0-2_i386.tar.gz";

  private static CreateHostContainer one(String host, String id, String template) {
    return new CreateHostContainer(
        host, id, template, "one", List.of(), null, List.of(), null, null, false, false);
  }

  private static Map<StartCheckName, StartCheckResult> results(ContainerStarted started) {
    return started.checks().stream()
        .collect(Collectors.toMap(StartCheck::name, StartCheck::result));
  }

  private void wholeLife(Lab lab, CreateContainer created, String otherAddress) throws Exception {
    String host = lab.host(1);
    String create = bus().give(created);
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    assertThat(lab.truth(1).running()).singleElement().matches(r -> r.up().size() == 1);
    // What is told by REST is not told by a shell.
    assertThat(lab.told(1)).noneMatch(c -> c.startsWith("pct"));

    String set =
        bus()
            .give(
                new SetContainer(
                    host,
                    id,
                    "mail",
                    List.of(otherAddress),
                    false,
                    null,
                    List.of(),
                    null,
                    null,
                    true));
    bus().succeeded(set);
    assertThat(one(ContainerChanged.class, set).changes())
        .anyMatch(c -> c.setting().equals("hostname") && "mail".equals(c.to()))
        .anyMatch(
            c -> c.setting().equals("addresses") && otherAddress.split("/", 2)[0].equals(c.to()));
    bus().succeeds(new StopContainer(host, id, true));
    String destroy = bus().give(new DestroyContainer(host, id, "mail", false));
    bus().succeeded(destroy);
    assertThat(bus().told(ContainerDestroyed.class, destroy)).hasSize(1);
  }

  @Test
  void on_release_8_the_api_shows_the_address_and_says_of_the_rest_that_it_cannot()
      throws Exception {
    Lab lab = pve8(Lab.Access.TOKEN);
    CreateContainer create = ProxmoxByShellTest.create(lab, 1, "10.20.9.10", true);
    wholeLife(lab, create, "10.20.9.11/16");
    ContainerStarted started =
        bus().distinct(ContainerStarted.class).values().stream()
            .map(e -> e.data())
            .filter(s -> s.host().equals(lab.host(1)))
            .findFirst()
            .orElseThrow();
    assertThat(results(started))
        .containsEntry(StartCheckName.STATUS_RUNNING, StartCheckResult.PASSED)
        .containsEntry(StartCheckName.ADDRESS, StartCheckResult.PASSED)
        .containsEntry(StartCheckName.INIT_ALIVE, StartCheckResult.SKIPPED)
        .containsEntry(StartCheckName.DEFAULT_ROUTE, StartCheckResult.SKIPPED)
        .containsEntry(StartCheckName.RESOLV_CONF, StartCheckResult.SKIPPED)
        .containsEntry(StartCheckName.GATEWAY_PING, StartCheckResult.SKIPPED);
    assertThat(started.checks())
        .filteredOn(c -> c.result() == StartCheckResult.SKIPPED)
        .allMatch(c -> c.evidence().startsWith("not known: the API of Proxmox VE 8.2"));
    // Its files are reached by SSH all the same.
    String scan = bus().give(new ScanTemplates(lab.select(), true, null));
    bus().succeeded(scan);
    assertThat(bus().told(TemplateAccepted.class, scan))
        .extracting(TemplateAccepted::template)
        .contains(DEBIAN_12);
  }

  @Test
  void on_release_3_4_the_log_of_vzctl_is_the_tasks_log() throws Exception {
    Lab lab = pve3(Lab.Access.TICKET);
    CreateContainer create = create(lab, DEBIAN_7, 1, "10.20.10.10", true);
    wholeLife(lab, create, "10.20.10.11");
    ContainerStarted started =
        bus().distinct(ContainerStarted.class).values().stream()
            .map(e -> e.data())
            .filter(s -> s.host().equals(lab.host(1)))
            .findFirst()
            .orElseThrow();
    assertThat(results(started))
        .containsEntry(StartCheckName.STATUS_RUNNING, StartCheckResult.PASSED)
        .containsEntry(StartCheckName.ADDRESS, StartCheckResult.SKIPPED);

    bus().succeeds(one(lab.host(1), "940", DEBIAN_7));
    lab.inject("lock-held", 1, ":940");
    String locked = bus().give(new StartContainer(lab.host(1), "940", 2));
    bus().failed(locked);
    ContainerFailed held = one(ContainerFailed.class, locked);
    assertThat(held.cause()).as(held.evidence()).isEqualTo(FailureCause.LOCKED);
    assertThat(held.command()).isEqualTo("POST /nodes/pve3-01/openvz/940/status/start");
    lab.clear("lock-held", 1);

    String snapshot = bus().give(new SnapshotContainer(lab.host(1), "940", "before"));
    bus().failed(snapshot);
    bus().succeeds(new DestroyContainer(lab.host(1), "940", "one", false));
  }

  @Test
  void a_task_that_dies_is_told_with_what_it_left() throws Exception {
    Lab lab = slowPve8(Lab.Access.TOKEN);
    String host = lab.host(1);
    lab.inject("task-dies", 1, "@1");
    String create = bus().give(one(host, "910", DEBIAN_12));
    bus().failed(create);
    ContainerFailed died = one(ContainerFailed.class, create);
    assertThat(died.evidence()).contains("unexpected status");
    assertThat(died.advice()).contains("host's log");
    // Its lock cannot be taken away by the API: that it is left is said, and by what.
    assertThat(died.left()).contains("910").contains("CT is locked (create)");

    bus().succeeds(one(host, "911", DEBIAN_12));
    lab.inject("task-dies", 1, "@1");
    String start = bus().give(new StartContainer(host, "911", 2));
    bus().failed(start);
    assertThat(one(ContainerFailed.class, start).evidence()).contains("unexpected status");
    assertThat(bus().told(ContainerStarted.class, start)).isEmpty();
    bus().succeeds(new StartContainer(host, "911", 5));
  }

  @Test
  void a_full_storage_a_missing_network_and_a_held_lock_are_told() throws Exception {
    Lab lab = pve8(Lab.Access.TICKET);
    String host = lab.host(1);
    String missing = bus().give(one(host, "900", "no-such-template.tar.zst"));
    bus().failed(missing);
    assertThat(one(ContainerFailed.class, missing).cause())
        .isEqualTo(FailureCause.TEMPLATE_MISSING);

    lab.inject("disk-full", 1, "");
    String full = bus().give(one(host, "902", DEBIAN_12));
    bus().failed(full);
    ContainerFailed noRoom = one(ContainerFailed.class, full);
    assertThat(noRoom.cause()).as(noRoom.evidence()).isEqualTo(FailureCause.DISK_FULL);
    assertThat(noRoom.left()).isNull();
    lab.clear("disk-full", 1);

    String create = bus().give(ProxmoxByShellTest.create(lab, 1, "10.20.11.10", false));
    bus().succeeded(create);
    String id = one(ContainerCreated.class, create).container();
    String copy = bus().give(new CloneContainer(host, id, "twin", null));
    bus().succeeded(copy);
    assertThat(one(ContainerCreated.class, copy).addresses()).isEmpty();

    lab.inject("no-network", 1, "");
    String start = bus().give(new StartContainer(host, id, 2));
    bus().failed(start);
    ContainerFailed down = one(ContainerFailed.class, start);
    assertThat(down.cause()).isEqualTo(FailureCause.NETWORK_DOWN);
    assertThat(down.evidence()).contains("10.20.11.10").contains("eth0 has no IPv4 address");
    lab.clear("no-network", 1);

    lab.inject("lock-held", 1, ":" + id);
    String locked = bus().give(new StopContainer(host, id, true));
    bus().failed(locked);
    assertThat(one(ContainerFailed.class, locked).cause()).isEqualTo(FailureCause.LOCKED);
    lab.clear("lock-held", 1);
  }

  @Test
  void a_container_is_moved_within_the_cluster_by_its_task() throws Exception {
    Lab lab = clusterOfPve8(Lab.Access.TOKEN);
    String create = bus().give(ProxmoxByShellTest.create(lab, 1, "10.20.13.10", true));
    bus().succeeded(create);
    ContainerCreated made = one(ContainerCreated.class, create);
    int from = made.host().equals(lab.host(1)) ? 1 : 2;
    int to = 3 - from;
    String move =
        bus().give(new MigrateContainer(lab.host(from), made.container(), lab.host(to), false));
    bus().succeeded(move);
    assertThat(one(ContainerCreated.class, move).host()).isEqualTo(lab.host(to));
    assertThat(lab.told(from)).noneMatch(c -> c.startsWith("pct"));
    assertThat(lab.truth(from).running()).isEmpty();
    assertThat(lab.truth(to).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.20.13.10"));
  }
}
