package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.container.Pace;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.OwnRamcloud;
import dev.vireo.testing.PackagedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service with its leases in the packaged RAMCloud, which is killed while containers
 * are made and comes back over the same log. What the host was told is read in the simulator's own
 * log.
 */
@Tag("long")
class RamcloudAwayIT {

  private static final int CONTAINERS = 6;

  /** So that RAMCloud goes while the first ones are being made. */
  private static final Pace SLOW = Pace.of(3_000);

  private static final String WAITS = " the lease of ";

  @TempDir Path folder;

  private PackagedService packaged;
  private Conversation bus;
  private OwnRamcloud ramcloud;

  @BeforeEach
  void start() throws Exception {
    packaged = PackagedService.in(folder, Domain.CONTAINER);
    bus = packaged.bus();
    ramcloud = OwnRamcloud.start(packaged.around().kafka(), folder);
  }

  @AfterEach
  void stop() throws Exception {
    ramcloud.close();
    packaged.close();
  }

  @Test
  void no_tool_is_begun_while_leases_cannot_be_had_and_nothing_is_made_twice() throws Exception {
    try (Lab lab =
            Lab.start(
                new ContainerOptions(1, 0, 0, SLOW),
                bus,
                packaged.credentials(),
                packaged.knownHosts());
        ServiceProcess service = packaged.start("", "10s", ramcloud.environment())) {
      String making = bus.give(create(lab));
      Conversation.until("a first create", () -> !lab.creates().isEmpty());
      ramcloud.kill();
      Conversation.until("commands that wait", () -> waits(service) > 4);
      // Whoever had its leases before may still begin, until they end; nobody gets one now.
      List<String> told;
      do {
        told = changes(lab);
        moreTries(service);
      } while (!changes(lab).equals(told));
      moreTries(service);
      assertThat(changes(lab)).isEqualTo(told);
      assertThat(bus.told(ContainerStarted.class, making)).hasSizeLessThan(CONTAINERS);

      ramcloud.comeBack();

      assertThat(bus.succeeded(making)).containsEntry("made", Integer.toString(CONTAINERS));
      assertThat(lab.creates()).hasSize(CONTAINERS).doesNotHaveDuplicates();
      assertThat(lab.truth(1).running())
          .hasSize(CONTAINERS)
          .allSatisfy(r -> assertThat(r.up()).hasSize(1));
      assertThat(bus.told(ContainerCreated.class, making)).hasSize(CONTAINERS);
      assertThat(bus.told(ContainerStarted.class, making)).hasSize(CONTAINERS);
      assertThat(bus.told(ContainerFailed.class, making)).isEmpty();
    }
  }

  /** Until leases were asked for in vain eight times more. */
  private static void moreTries(ServiceProcess service) throws Exception {
    int tried = waits(service);
    Conversation.until("more tries", () -> waits(service) > tried + 8);
  }

  private static List<String> changes(Lab lab) {
    return lab.told(1).stream().filter(RamcloudAwayIT::changes).toList();
  }

  private static boolean changes(String call) {
    return call.startsWith("vzctl create")
        || call.startsWith("vzctl set")
        || call.startsWith("vzctl start");
  }

  private static CreateContainer create(Lab lab) {
    return new CreateContainer(
        lab.select(),
        ServiceTest.DEBIAN,
        CONTAINERS,
        "web-{n:2}",
        "10.97.0.0/24",
        null,
        null,
        List.of("10.0.0.53"),
        null,
        null,
        null,
        true,
        false);
  }

  private static int waits(ServiceProcess service) {
    try {
      return service.log().split(WAITS, -1).length - 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
