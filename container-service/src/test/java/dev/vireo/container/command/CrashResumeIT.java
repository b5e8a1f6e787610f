package dev.vireo.container.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.CreateContainer;
import dev.vireo.bus.container.DestroyContainer;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.ContainerTruth;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.CrashResume;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged service is ended, as by SIGKILL, in the middle of making containers on two hosts or
 * of destroying one, and started again. What the hosts were told is read in the simulator's own
 * log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashResumeIT {

  private static final int HOSTS = 2;
  private static final int CONTAINERS = 3;
  private static final String POOL = "10.95.0.0/24";

  @TempDir static Path folder;

  private static CrashResume crash;
  private static Conversation bus;

  @BeforeAll
  static void start() throws Exception {
    crash = CrashResume.start(folder, Domain.CONTAINER);
    bus = crash.bus();
  }

  @AfterAll
  static void stop() throws Exception {
    crash.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reserved", "before-step#2", "after-tell#1"})
  void making_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    makingGoesOn(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-journal-begin#1",
        "after-journal-begin#2",
        "after-reach#1",
        "after-reach#3",
        "before-tell#1",
        "before-tell#2",
        "before-tell#4",
        "before-tell#6",
        "before-step#1",
        "before-step#3",
        "before-step#5",
        "before-step#6",
        "after-tell#2",
        "after-tell#4",
        "after-tell#6",
        "created#1",
        "created#3",
        "before-publish#1",
        "before-publish#4",
        "after-publish#1",
        "after-publish#3",
        "after-publish#6",
        "before-outcome#1",
        "before-outcome#4",
        "after-outcome#1",
        "after-outcome#4",
        "after-journal-finish#1",
        "after-journal-finish#4",
        "before-commit#1",
        "after-commit#1"
      })
  void making_goes_on_wherever_a_crash_stopped_it(String point) throws Exception {
    makingGoesOn(point);
  }

  @ParameterizedTest
  @ValueSource(strings = "after-tell#2")
  void destroying_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    destroyingGoesOn(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-reach#1",
        "before-tell#1",
        "before-tell#2",
        "before-step#1",
        "before-step#2",
        "after-tell#1",
        "before-publish#1",
        "after-publish#1",
        "before-outcome#1",
        "after-journal-finish#1",
        "before-commit#1"
      })
  void destroying_goes_on_wherever_a_crash_stopped_it(String point) throws Exception {
    destroyingGoesOn(point);
  }

  private void makingGoesOn(String point) throws Exception {
    try (Lab lab = lab()) {
      crash.at(point);
      String making = bus.give(create(lab, CONTAINERS));
      crash.resume();

      assertThat(bus.succeeded(making)).containsEntry("made", Integer.toString(CONTAINERS));
      crash.requireOneOutcomeEach(making, 1 + CONTAINERS);
      assertThat(lab.creates()).hasSize(CONTAINERS);
      assertThat(lab.creates().stream().map(CrashResumeIT::id)).doesNotHaveDuplicates();
      assertThat(calls(lab, "vzctl start ")).hasSize(CONTAINERS).doesNotHaveDuplicates();
      assertThat(calls(lab, "vzctl destroy ")).isEmpty();
      assertThat(bus.told(ContainerCreated.class, making))
          .hasSize(CONTAINERS)
          .extracting(ContainerCreated::addresses)
          .doesNotHaveDuplicates();
      assertThat(bus.told(ContainerStarted.class, making)).hasSize(CONTAINERS);
      assertThat(bus.told(ContainerFailed.class, making)).isEmpty();
      int running = 0;
      for (int host = 1; host <= HOSTS; host++) {
        assertThat(lab.truth(host).running()).allMatch(r -> r.up().size() == 1);
        running += lab.truth(host).running().size();
      }
      assertThat(running).isEqualTo(CONTAINERS);
    }
  }

  private void destroyingGoesOn(String point) throws Exception {
    try (Lab lab = lab()) {
      bus.succeeds(create(lab, 1));
      int host = lab.truth(1).running().isEmpty() ? 2 : 1;
      ContainerTruth.Running doomed = lab.truth(host).running().getFirst();
      String id = Integer.toString(doomed.id());
      crash.at(point);
      String destroying = bus.give(new DestroyContainer(lab.host(host), id, "web-01", true));
      crash.resume();

      bus.succeeded(destroying);
      crash.requireOneOutcomeEach(destroying, 1);
      assertThat(calls(lab, "vzctl stop ")).hasSize(1);
      assertThat(calls(lab, "vzctl destroy ")).hasSize(1);
      assertThat(bus.told(ContainerDestroyed.class, destroying)).hasSize(1);
      assertThat(lab.truth(host).running()).isEmpty();
    }
  }

  private static Lab lab() throws Exception {
    return Lab.start(ContainerOptions.openvz(HOSTS), bus, crash.credentials(), crash.knownHosts());
  }

  private static CreateContainer create(Lab lab, int count) {
    return new CreateContainer(
        lab.select(),
        ServiceTest.DEBIAN,
        count,
        "web-{n:2}",
        POOL,
        null,
        null,
        List.of("10.0.0.53"),
        null,
        null,
        null,
        true,
        false);
  }

  private static List<String> calls(Lab lab, String beginning) {
    return java.util.stream.IntStream.rangeClosed(1, HOSTS)
        .boxed()
        .flatMap(host -> lab.told(host).stream())
        .filter(call -> call.startsWith(beginning))
        .toList();
  }

  private static String id(String call) {
    return call.split(" ")[2];
  }
}
