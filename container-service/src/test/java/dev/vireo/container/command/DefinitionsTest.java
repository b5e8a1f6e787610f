package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CheckContainers;
import dev.vireo.bus.container.ContainerChange;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDriftEnded;
import dev.vireo.bus.container.ContainerDrifted;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.DefineContainer;
import dev.vireo.bus.container.DefinedContainer;
import dev.vireo.bus.container.DefinitionMode;
import dev.vireo.bus.container.RemoveDefinition;
import dev.vireo.bus.container.SetContainer;
import dev.vireo.bus.container.StopContainer;
import dev.vireo.container.projection.ContainerStore;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class DefinitionsTest extends ServiceTest {

  @Inject Watch watch;
  @Inject ContainerStore views;

  @Test
  void a_departure_is_reported_once_and_so_is_its_end() throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.96.0.10");
    define(lab, id, DefinitionMode.REPORT, "10.96.0.10");
    assertThat(bus().told(ContainerDrifted.class, check(lab))).isEmpty();

    bus().succeeds(new StopContainer(lab.host(1), id, true));
    rename(lab, id, "other");
    String first = check(lab);
    assertThat(one(ContainerDrifted.class, first).departures())
        .extracting(ContainerChange::setting)
        .containsExactly("state", "hostname");
    String second = check(lab);
    assertThat(bus().told(ContainerDrifted.class, second)).isEmpty();
    assertThat(bus().told(ContainerDriftEnded.class, second)).isEmpty();
    assertThat(lab.truth(1).running()).as("a report mends nothing").isEmpty();

    bus().succeeds(new RemoveDefinition(lab.host(1), id));
    assertThat(bus().told(ContainerDrifted.class, check(lab))).isEmpty();
    assertThat(bus().rejected(bus().give(new RemoveDefinition(lab.host(1), id))).field())
        .isEqualTo("container");
  }

  @Test
  void a_departure_that_goes_on_is_told_anew_when_it_is_to_be_mended_from_now_on()
      throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.96.1.10");
    define(lab, id, DefinitionMode.REPORT, "10.96.1.10");
    rename(lab, id, "other");
    check(lab);
    define(lab, id, DefinitionMode.ENFORCE, "10.96.1.10");
    String enforced = check(lab);
    assertThat(one(ContainerDrifted.class, enforced).mode()).isEqualTo(DefinitionMode.ENFORCE);
    assertThat(one(ContainerDriftEnded.class, check(lab)).container()).isEqualTo(id);
  }

  @Test
  void what_is_enforced_is_brought_back_and_then_left_alone() throws Exception {
    Lab lab = openvz(1);
    String id = made(lab, "10.97.0.10");
    define(lab, id, DefinitionMode.ENFORCE, "10.97.0.11");
    rename(lab, id, "other");
    bus().succeeds(new StopContainer(lab.host(1), id, true));
    String first = check(lab);
    assertThat(bus().told(ContainerChanged.class, first)).hasSize(1);
    assertThat(bus().told(ContainerStarted.class, first)).hasSize(1);
    assertThat(lab.truth(1).running())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.hostName()).isEqualTo("web");
              assertThat(r.up()).containsExactly("10.97.0.11");
            });
    int told = changes(lab);
    String second = check(lab);
    assertThat(bus().told(ContainerDriftEnded.class, second)).hasSize(1);
    check(lab);
    assertThat(changes(lab)).as("applied again, it changes nothing").isEqualTo(told);
  }

  @Test
  void a_defined_container_that_is_gone_is_reported_and_not_made_anew() throws Exception {
    Lab lab = openvz(1);
    define(lab, "777", DefinitionMode.ENFORCE, "10.98.0.10");
    assertThat(one(ContainerDrifted.class, check(lab)).departures())
        .containsExactly(new ContainerChange("container", "there", "not there"));
    assertThat(lab.creates()).isEmpty();
  }

  @Test
  void the_schedule_checks_each_host_with_a_definition() throws Exception {
    Lab lab = openvz(2);
    define(lab, "778", DefinitionMode.REPORT, "10.98.0.11");
    Conversation.until("the definition", () -> views.hostsWithDefinitions().contains(lab.host(1)));
    assertThat(views.hostsWithDefinitions()).doesNotContain(lab.host(2));
    watch.check();
    Conversation.until(
        "a departure",
        () ->
            bus().distinct(ContainerDrifted.class).values().stream()
                .anyMatch(
                    e ->
                        e.actor().equals("schedule:watch") && e.data().host().equals(lab.host(1))));
  }

  private String made(Lab lab, String address) throws InterruptedException {
    String create = bus().give(create(lab, DEBIAN, 1, address, true));
    bus().succeeded(create);
    return one(ContainerCreated.class, create).container();
  }

  private void define(Lab lab, String id, DefinitionMode mode, String address)
      throws InterruptedException {
    bus()
        .succeeds(
            new DefineContainer(
                lab.host(1), id, new DefinedContainer(true, "web", List.of(address), null), mode));
  }

  private void rename(Lab lab, String id, String name) throws InterruptedException {
    bus()
        .succeeds(
            new SetContainer(
                lab.host(1), id, name, List.of(), false, null, List.of(), null, null, null));
  }

  private static int changes(Lab lab) {
    return (int)
        lab.told(1).stream()
            .filter(c -> c.startsWith("vzctl set") || c.startsWith("vzctl start"))
            .count();
  }

  private String check(Lab lab) throws InterruptedException {
    String id = bus().give(new CheckContainers(lab.select()));
    bus().succeeded(id);
    return id;
  }
}
