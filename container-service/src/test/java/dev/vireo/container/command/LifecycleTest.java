package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerDriftEnded;
import dev.vireo.bus.container.ContainerDrifted;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.CreateHostContainer;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.bus.container.FailureCause;
import dev.vireo.bus.container.ScanContainers;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.StartContainer;
import dev.vireo.bus.container.StopContainer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class LifecycleTest extends ServiceTest {

  @TestHTTPResource("/")
  @Nullable URI root;

  private String get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(Objects.requireNonNull(root).resolve(path)).build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void many_are_made_over_a_fleet_with_ids_and_addresses_of_their_own() throws Exception {
    Lab lab = openvz(3);
    String create = bus().give(create(lab, DEBIAN, 12, "10.78.0.0/24", true));
    assertThat(bus().succeeded(create)).containsEntry("made", "12");
    List<ContainerCreated> made = bus().told(ContainerCreated.class, create);
    assertThat(made).hasSize(12);
    assertThat(new HashSet<>(made.stream().map(ContainerCreated::container).toList())).hasSize(12);
    assertThat(new HashSet<>(made.stream().map(ContainerCreated::addresses).toList())).hasSize(12);
    assertThat(made.stream().map(ContainerCreated::host).distinct()).hasSize(3);
    assertThat(bus().told(ContainerStarted.class, create)).hasSize(12);
    for (int host = 1; host <= 3; host++) {
      assertThat(lab.truth(host).running()).hasSize(4).allMatch(r -> r.up().size() == 1);
    }
    assertThat(lab.creates()).hasSize(12);
    // The same command once more does nothing.
    bus().giveAgain(create, create(lab, DEBIAN, 12, "10.78.0.0/24", true));
    bus().succeeds(new ScanContainers(lab.select()));
    assertThat(lab.creates()).hasSize(12);
    String shown = get("containers?host=" + lab.host(2));
    assertThat(shown).contains("RUNNING").contains("GATEWAY_PING");
  }

  @Test
  void settings_are_changed_and_a_container_is_stopped_and_destroyed_by_name() throws Exception {
    Lab lab = openvz(1);
    String host = lab.host(1);
    bus().succeeds(create(lab, DEBIAN, 1, "10.79.0.10", true));
    String id = Integer.toString(lab.truth(1).running().getFirst().id());

    String set =
        bus()
            .give(
                new SetContainer(
                    host,
                    id,
                    "mail",
                    List.of("10.79.0.11"),
                    false,
                    null,
                    List.of(),
                    null,
                    null,
                    null));
    bus().succeeded(set);
    assertThat(one(ContainerChanged.class, set).changes())
        .anyMatch(c -> c.setting().equals("hostname") && "mail".equals(c.to()))
        .anyMatch(c -> c.setting().equals("addresses") && "10.79.0.11".equals(c.to()));

    String wrong = bus().give(new DestroyContainer(host, id, "web", true));
    assertThat(bus().rejected(wrong).field()).isEqualTo("name");
    String running = bus().give(new DestroyContainer(host, id, "mail", false));
    assertThat(bus().rejected(running).field()).isEqualTo("stop");
    String stop = bus().give(new StopContainer(host, id, false));
    bus().succeeded(stop);
    assertThat(one(ContainerStopped.class, stop).container()).isEqualTo(id);
    String destroy = bus().give(new DestroyContainer(host, id, "mail", false));
    bus().succeeded(destroy);
    assertThat(bus().told(ContainerDestroyed.class, destroy)).hasSize(1);
    String again = bus().give(new StartContainer(host, id, null));
    assertThat(bus().rejected(again).field()).isEqualTo("container");
  }

  @Test
  void a_container_that_departs_from_its_definition_is_brought_back() throws Exception {
    Lab lab = openvz(1);
    String host = lab.host(1);
    bus().succeeds(create(lab, DEBIAN, 1, "10.81.0.10", true));
    String id = Integer.toString(lab.truth(1).running().getFirst().id());
    bus()
        .succeeds(
            new DefineContainer(
                host,
                id,
                new DefinedContainer(true, "web", List.of("10.81.0.10"), null),
                DefinitionMode.ENFORCE));
    bus().succeeds(new StopContainer(host, id, true));
    String check = bus().give(new CheckContainers(lab.select()));
    bus().succeeded(check);
    assertThat(one(ContainerDrifted.class, check).departures())
        .singleElement()
        .satisfies(d -> assertThat(d.setting()).isEqualTo("state"));
    assertThat(bus().told(ContainerStarted.class, check)).hasSize(1);
    String second = bus().give(new CheckContainers(lab.select()));
    bus().succeeded(second);
    assertThat(bus().told(ContainerDriftEnded.class, second)).hasSize(1);
    assertThat(bus().told(ContainerStarted.class, second)).isEmpty();
  }

  @Test
  void an_id_in_use_and_a_missing_template_and_a_held_lock_are_named() throws Exception {
    Lab lab = openvz(1);
    String host = lab.host(1);
    bus().succeeds(create(lab, DEBIAN, 1, "10.82.0.10", false));
    String id =
        bus().distinct(ContainerCreated.class).values().stream()
            .map(e -> e.data())
            .filter(c -> c.host().equals(host))
            .findFirst()
            .orElseThrow()
            .container();
    String twice = bus().give(one(host, id, DEBIAN));
    bus().failed(twice);
    assertThat(one(ContainerFailed.class, twice).cause()).isEqualTo(FailureCause.ID_IN_USE);
    String missing = bus().give(one(host, "900", "no-such-template.tar.gz"));
    bus().failed(missing);
    ContainerFailed none = one(ContainerFailed.class, missing);
    assertThat(none.cause()).isEqualTo(FailureCause.TEMPLATE_MISSING);
    assertThat(none.left()).isNull();

    lab.inject("lock-held", 1, ":" + id);
    String locked = bus().give(new StartContainer(host, id, null));
    bus().failed(locked);
    ContainerFailed held = one(ContainerFailed.class, locked);
    assertThat(held.cause()).isEqualTo(FailureCause.LOCKED);
    assertThat(held.evidence()).contains("lock");
  }

  private static CreateHostContainer one(String host, String id, String template) {
    return new CreateHostContainer(
        host, id, template, "one", List.of(), null, List.of(), null, null, false, false);
  }

  @Test
  void what_cannot_be_made_for_want_of_room_is_removed() throws Exception {
    Lab lab = openvz(1);
    lab.inject("disk-full", 1, "");
    String create = bus().give(one(lab.host(1), "950", DEBIAN));
    bus().failed(create);
    ContainerFailed failed = one(ContainerFailed.class, create);
    assertThat(failed.cause()).as(failed.evidence()).isEqualTo(FailureCause.DISK_FULL);
    assertThat(failed.left()).isNull();
    lab.clear("disk-full", 1);
    bus().succeeds(one(lab.host(1), "950", DEBIAN));
  }

  @Test
  void a_host_that_dies_in_the_middle_of_create_leaves_nothing_unseen() throws Exception {
    Lab lab = openvz(1);
    lab.inject("power-off", 1, ":create");
    String create = bus().give(one(lab.host(1), "960", DEBIAN));
    bus().failed(create);
    ContainerFailed failed = one(ContainerFailed.class, create);
    assertThat(failed.cause()).isEqualTo(FailureCause.CONNECTION_LOST);
    assertThat(failed.left()).contains("960");
    assertThat(lab.creates()).hasSizeLessThanOrEqualTo(1);
  }
}
