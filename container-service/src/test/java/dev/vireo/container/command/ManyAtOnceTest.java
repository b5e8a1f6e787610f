package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.DestroyContainer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class ManyAtOnceTest extends ServiceTest {

  @Test
  void commands_that_share_a_pool_give_no_id_and_no_address_twice() throws Exception {
    Lab lab = openvz(3);
    List<String> commands = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      commands.add(bus().give(create(lab, DEBIAN, 3, "10.70.0.0/28", false)));
    }
    List<ContainerCreated> made = new ArrayList<>();
    for (String command : commands) {
      bus().succeeded(command);
      made.addAll(bus().told(ContainerCreated.class, command));
    }
    assertThat(made).hasSize(12);
    assertThat(made).extracting(ContainerCreated::container).doesNotHaveDuplicates();
    assertThat(made).extracting(c -> c.addresses().getFirst()).doesNotHaveDuplicates();
    // Two of fourteen are left.
    assertThat(bus().rejected(bus().give(create(lab, DEBIAN, 3, "10.70.0.0/28", false))).field())
        .isEqualTo("addresses");
    // What is destroyed gives its address back.
    ContainerCreated first = made.getFirst();
    bus().succeeds(new DestroyContainer(first.host(), first.container(), first.hostname(), false));
    bus().succeeds(create(lab, DEBIAN, 3, "10.70.0.0/28", false));
  }

  @Test
  void a_host_that_does_not_answer_is_left_out() throws Exception {
    Lab lab = openvz(3);
    lab.inject("refuse", 2, "");
    String create = bus().give(create(lab, DEBIAN, 4, "10.71.0.0/24", false));
    assertThat(bus().succeeded(create)).containsEntry("made", "4");
    assertThat(bus().told(ContainerCreated.class, create))
        .extracting(ContainerCreated::host)
        .containsOnly(lab.host(1), lab.host(3));
  }
}
