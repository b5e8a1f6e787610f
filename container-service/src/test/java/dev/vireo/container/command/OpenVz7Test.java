package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CloneContainer;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerOrigin;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.MigrateContainer;
import dev.vireo.bus.container.RestartContainer;
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
import org.junit.jupiter.api.Test;

/** OpenVZ 7 by prlctl and vzpkg over SSH. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class OpenVz7Test extends ServiceTest {

  private static final String CENTOS = "centos-7-x86_64";

  private static CreateHostContainer one(String host, String id, String template) {
    return new CreateHostContainer(
        host, id, template, "one", List.of(), null, List.of(), null, null, false, false);
  }

  @Test
  void a_container_lives_its_whole_life_by_the_words_of_prlctl() throws Exception {
    Lab lab = openvz7(1);
    String host = lab.host(1);
    String scan = bus().give(new ScanTemplates(lab.select(), false, null));
    bus().succeeded(scan);
    assertThat(bus().told(TemplateAccepted.class, scan))
        .extracting(TemplateAccepted::template)
        .containsExactlyInAnyOrder(CENTOS, "debian-8.0-x86_64");

    String create = bus().give(create(lab, CENTOS, 1, "10.20.30.10", true));
    assertThat(bus().succeeded(create)).containsEntry("made", "1");
    String id = one(ContainerCreated.class, create).container();
    ContainerStarted started = one(ContainerStarted.class, create);
    assertThat(started.checks())
        .extracting(StartCheck::name)
        .containsExactly(StartCheckName.values());
    assertThat(started.checks())
        .extracting(StartCheck::result)
        .containsOnly(StartCheckResult.PASSED);
    assertThat(lab.told(1)).noneMatch(c -> c.matches("vzctl (?!--version).*"));

    String set =
        bus()
            .give(
                new SetContainer(
                    host,
                    id,
                    "mail",
                    List.of("10.20.30.11"),
                    false,
                    null,
                    List.of(),
                    null,
                    null,
                    true));
    bus().succeeded(set);
    assertThat(one(ContainerChanged.class, set).changes())
        .anyMatch(c -> c.setting().equals("hostname") && "mail".equals(c.to()))
        .anyMatch(c -> c.setting().equals("addresses") && "10.20.30.11".equals(c.to()));
    bus().succeeds(new RestartContainer(host, id, null));
    assertThat(lab.truth(1).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.20.30.11"));

    bus().succeeds(new SnapshotContainer(host, id, "before"));
    bus().succeeds(new StopContainer(host, id, false));
    String copy = bus().give(new CloneContainer(host, id, "twin", null));
    bus().succeeded(copy);
    ContainerCreated twin = one(ContainerCreated.class, copy);
    assertThat(twin.hostname()).isEqualTo("twin");
    assertThat(twin.addresses()).isEmpty();
    String destroy = bus().give(new DestroyContainer(host, id, "mail", false));
    bus().succeeded(destroy);
    assertThat(bus().told(ContainerDestroyed.class, destroy)).hasSize(1);
  }

  @Test
  void what_prlctl_refuses_is_classified() throws Exception {
    Lab lab = openvz7(1);
    String host = lab.host(1);
    String missing = bus().give(one(host, "900", "no-such-template"));
    bus().failed(missing);
    ContainerFailed none = one(ContainerFailed.class, missing);
    assertThat(none.cause()).as(none.evidence()).isEqualTo(FailureCause.TEMPLATE_MISSING);
    assertThat(none.left()).isNull();

    bus().succeeds(one(host, "901", CENTOS));
    lab.inject("lock-held", 1, ":901");
    String locked = bus().give(new StartContainer(host, "901", null));
    bus().failed(locked);
    ContainerFailed held = one(ContainerFailed.class, locked);
    assertThat(held.cause()).as(held.evidence()).isEqualTo(FailureCause.LOCKED);
    lab.clear("lock-held", 1);

    lab.inject("disk-full", 1, "");
    String full = bus().give(one(host, "902", CENTOS));
    bus().failed(full);
    ContainerFailed noRoom = one(ContainerFailed.class, full);
    assertThat(noRoom.cause()).as(noRoom.evidence()).isEqualTo(FailureCause.DISK_FULL);
    assertThat(noRoom.left()).isNull();
  }

  @Test
  void a_container_that_runs_is_moved_and_its_network_is_up_over_there() throws Exception {
    Lab lab = openvz7(2);
    String create = bus().give(create(lab, CENTOS, 1, "10.20.31.10", true));
    bus().succeeded(create);
    ContainerCreated made = one(ContainerCreated.class, create);
    int from = made.host().equals(lab.host(1)) ? 1 : 2;
    int to = 3 - from;
    String move =
        bus().give(new MigrateContainer(lab.host(from), made.container(), lab.host(to), true));
    assertThat(bus().succeeded(move)).containsEntry("host", lab.host(to));
    ContainerCreated there = one(ContainerCreated.class, move);
    assertThat(there.origin()).isEqualTo(ContainerOrigin.MIGRATION);
    assertThat(lab.truth(from).running()).isEmpty();
    assertThat(lab.truth(to).running())
        .singleElement()
        .satisfies(r -> assertThat(r.up()).containsExactly("10.20.31.10"));
  }
}
