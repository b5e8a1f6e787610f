package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process is killed at a point, another one goes on, and nobody can tell from the topic. */
class CrashResumeTest {

  private static final int HOSTS = 3;

  private TestBus bus;
  private SimulatedWork work;

  @BeforeEach
  void open() throws Exception {
    bus = new TestBus();
    bus.database().execute(SimulatedWork.TABLE);
    work = new SimulatedWork(bus.database().source());
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
  }

  @Test
  void a_run_that_nothing_disturbs() throws Exception {
    String fleet = sendFleet();
    bus.loop(work.handlers());

    assertThatAllIsAsUndisturbed(fleet);
  }

  /** The fleet command is the first to begin and the last to end; its hosts' are between. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-journal-begin#2",
        "after-set#2",
        "before-publish#3",
        "after-publish#3",
        "before-outcome#2",
        "after-outcome#2",
        "after-journal-finish#2",
        "before-commit",
        "after-commit",
      })
  void a_crash_shows_in_nothing_but_time(String point) throws Exception {
    crashAt(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-journal-begin#1",
        "after-journal-begin#4",
        "after-set#1",
        "after-set#6",
        "before-publish#1",
        "before-publish#6",
        "after-publish#1",
        "after-publish#6",
        "before-outcome#1",
        "before-outcome#4",
        "after-outcome#1",
        "after-outcome#4",
        "after-journal-finish#1",
        "after-journal-finish#4",
      })
  void a_crash_at_the_first_or_last_of_its_kind_shows_in_nothing_but_time(String point)
      throws Exception {
    crashAt(point);
  }

  @Test
  void what_a_killed_process_had_is_taken_over_by_one_that_runs() throws Exception {
    bus.loop(work.handlers());
    try (ServiceProcess doomed = ServiceProcess.start(bus, "before-outcome#4")) {
      while (bus.membersReading() < 2) {
        Thread.sleep(50);
      }
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        sent.add(bus.send(new ScanHostPaths(bus.host(i))));
      }
      doomed.awaitHalt();
      bus.awaitOutcomes(sent);
      bus.awaitCommitted();
      bus.stop();

      for (int i = 0; i < 60; i++) {
        assertThat(new HashSet<>(bus.outcomes(sent.get(i)))).hasSize(1);
        assertThat(work.timesSet(bus.host(i))).isEqualTo(Map.of("naa.0", 1, "naa.1", 1));
      }
    }
  }

  private void crashAt(String point) throws Exception {
    String fleet = sendFleet();
    try (ServiceProcess doomed = ServiceProcess.start(bus, point)) {
      doomed.awaitHalt();
    }
    bus.buryTheDead();
    bus.loop(work.handlers());

    assertThatAllIsAsUndisturbed(fleet);
  }

  private String sendFleet() throws Exception {
    return bus.send(new ScanPaths(SimulatedWork.select(bus.host(0), HOSTS)));
  }

  private void assertThatAllIsAsUndisturbed(String fleet) throws Exception {
    Set<String> expected = idsOfAnUndisturbedRun(fleet);
    bus.awaitOutcomes(Set.of(fleet));
    bus.awaitCommitted();
    bus.stop(); // whatever it still wanted to say is said now

    Map<String, Event> byId = new HashMap<>();
    for (Envelope<? extends Event> event : bus.published()) {
      if (event.correlationId().equals(fleet)) {
        Event before = byId.put(event.id(), event.data());
        assertThat(event.data()).isEqualTo(before == null ? event.data() : before);
      }
    }
    assertThat(byId.keySet()).isEqualTo(expected);
    for (String host : SimulatedWork.hostsOf(SimulatedWork.select(bus.host(0), HOSTS))) {
      assertThat(work.timesSet(host)).isEqualTo(Map.of("naa.0", 1, "naa.1", 1));
    }
  }

  /** What the ids are by definition, whoever publishes and however often. */
  private Set<String> idsOfAnUndisturbedRun(String fleetId) {
    Instant now = Clock.systemUTC().instant();
    String select = SimulatedWork.select(bus.host(0), HOSTS);
    Envelope<ScanPaths> fleet = Envelope.first(fleetId, new ScanPaths(select), "/test", "ops", now);
    Set<String> ids = new HashSet<>();
    ids.add(fleet.event(succeeded(fleetId, select), "/x", now).id());
    for (String host : SimulatedWork.hostsOf(select)) {
      Envelope<ScanHostPaths> child =
          fleet.child(
              DerivedId.of(fleetId, "ScanHostPaths\n" + host), new ScanHostPaths(host), "/x", now);
      ids.add(child.event(succeeded(child.id(), host), "/x", now).id());
      for (int i = 0; i < SimulatedWork.DEVICES; i++) {
        ids.add(child.event(new DriftEnded(host, SimulatedWork.device(i), "s"), "/x", now).id());
      }
    }
    return ids;
  }

  private static CommandSucceeded succeeded(String command, String about) {
    return new CommandSucceeded(command, "", about, "", Map.of());
  }
}
