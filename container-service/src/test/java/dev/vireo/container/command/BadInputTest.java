package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.MapDistribution;
import dev.vireo.bus.container.RenameTemplate;
import dev.vireo.bus.container.SnapshotContainer;
import dev.vireo.bus.container.StartContainer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class BadInputTest extends ServiceTest {

  private static final List<String> HOSTILE =
      List.of(
          "../../etc/passwd",
          "a/b.tar.gz",
          "two\nlines.tar.gz",
          "-rf.tar.gz",
          "$(reboot).tar/gz",
          ".hidden.tar.gz",
          "with blank.tar.gz",
          "nul\0.tar.gz");

  @Test
  void hostile_names_are_refused_by_name_and_nothing_is_touched() throws Exception {
    Lab lab = openvz(1);
    List<String> before = lab.truth(1).templates();
    for (String name : HOSTILE) {
      String rename = bus().give(new RenameTemplate(lab.host(1), SABAYON, name));
      assertThat(bus().rejected(rename).field()).isEqualTo("to");
      String create = bus().give(create(lab, name, 1, "10.83.0.10", false));
      assertThat(bus().rejected(create).field()).isEqualTo("template");
      String map = bus().give(new MapDistribution(lab.host(1), name, "gentoo", false));
      assertThat(bus().rejected(map).field()).isEqualTo("template");
    }
    assertThat(lab.truth(1).templates()).isEqualTo(before);
    assertThat(lab.creates()).isEmpty();
  }

  @Test
  void bad_ids_names_and_addresses_are_refused() throws Exception {
    Lab lab = openvz(1);
    for (String id : List.of("100", "0", "-1", "101;reboot", "1e3", "9999999999")) {
      assertThat(bus().rejected(bus().give(new StartContainer(lab.host(1), id, null))).field())
          .isEqualTo("container");
    }
    for (String pool : List.of("10.0.0.9-10.0.0.1", "300.1.1.1", "10.0.0.0/33", "127.0.0.1", "x")) {
      assertThat(bus().rejected(bus().give(create(lab, DEBIAN, 1, pool, false))).field())
          .isEqualTo("addresses");
    }
    assertThat(
            bus()
                .rejected(bus().give(create(lab, DEBIAN, 5, "10.84.0.1-10.84.0.3", false)))
                .message())
        .contains("3 addresses are free, and 5 are needed");
    assertThat(bus().rejected(bus().give(named(lab, "web_{n}"))).field()).isEqualTo("names");
    assertThat(bus().rejected(bus().give(named(lab, "same"))).field()).isEqualTo("names");
    assertThat(bus().rejected(bus().give(new SnapshotContainer(lab.host(1), "101", "a b"))).field())
        .isEqualTo("snapshot");
    assertThat(lab.creates()).isEmpty();
  }

  private static CreateContainer named(Lab lab, String names) {
    return new CreateContainer(
        lab.select(),
        DEBIAN,
        2,
        names,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        false,
        false);
  }

  @Test
  void two_commands_for_one_container_at_once_come_one_after_the_other() throws Exception {
    Lab lab = openvz(1);
    bus().succeeds(create(lab, DEBIAN, 1, "10.85.0.10", true));
    String id = Integer.toString(lab.truth(1).running().getFirst().id());
    String one = bus().give(new StartContainer(lab.host(1), id, null));
    String two = bus().give(new StartContainer(lab.host(1), id, null));
    assertThat(bus().succeeded(one)).containsEntry("already", "true");
    assertThat(bus().succeeded(two)).containsEntry("already", "true");
    assertThat(lab.told(1).stream().filter(c -> c.startsWith("vzctl start"))).hasSize(1);
  }
}
