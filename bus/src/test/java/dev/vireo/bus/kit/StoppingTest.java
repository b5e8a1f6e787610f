package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of commands under way when their process is stopped or their partition moves. */
class StoppingTest {

  private TestBus bus;

  @BeforeEach
  void open() throws Exception {
    bus = new TestBus();
  }

  @AfterEach
  void close() throws Exception {
    bus.close();
  }

  @Test
  void a_command_that_is_interrupted_by_a_stop_is_not_failed_but_resumed_by_the_next_process()
      throws Exception {
    CountDownLatch sleeping = new CountDownLatch(1);
    CountDownLatch swallowing = new CountDownLatch(1);
    CommandLoop first =
        bus.loop(
            new Handlers()
                .on(
                    ScanHostPaths.class,
                    handling -> {
                      String host = handling.command().host();
                      if (host.endsWith("sleeps")) {
                        sleeping.countDown();
                        Thread.sleep(600_000);
                      }
                      swallowing.countDown();
                      try {
                        Thread.sleep(600_000);
                      } catch (InterruptedException e) {
                        // As a client library might do.
                      }
                      return Result.failed(FailureReason.CONNECTION_LOST, "the line went dead");
                    }));
    String sleeps = bus.send(new ScanHostPaths(bus.host(1) + "sleeps"));
    String swallows = bus.send(new ScanHostPaths(bus.host(1) + "swallows"));
    String queued = bus.send(new ScanHostPaths(bus.host(1) + "sleeps"));
    assertThat(sleeping.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(swallowing.await(60, TimeUnit.SECONDS)).isTrue();
    first.close();

    assertThat(bus.published()).isEmpty();
    assertThat(bus.committed()).isNotEqualTo(bus.commandEnds());

    Map<String, Boolean> resumed = new ConcurrentHashMap<>();
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  resumed.put(handling.envelope().id(), handling.resumed());
                  return Result.done("read");
                }));
    bus.awaitOutcomes(List.of(sleeps, swallows, queued));

    assertThat(resumed).isEqualTo(Map.of(sleeps, true, swallows, true, queued, false));
    assertThat(List.of(sleeps, swallows, queued))
        .allSatisfy(
            id ->
                assertThat(bus.outcomes(id)).singleElement().isInstanceOf(CommandSucceeded.class));
  }

  @Test
  void a_command_that_is_nearly_done_may_come_to_its_end_while_its_process_stops()
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CommandLoop loop =
        bus.loop(
            new Handlers()
                .on(
                    ScanHostPaths.class,
                    handling -> {
                      begun.countDown();
                      goOn.await();
                      return Result.done("read");
                    }));
    String id = bus.send(new ScanHostPaths(bus.host(1)));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    Thread closing = Thread.ofVirtual().start(loop::close);
    goOn.countDown();
    closing.join();

    assertThat(bus.outcomes(id)).singleElement().isInstanceOf(CommandSucceeded.class);
    assertThat(bus.committed()).isEqualTo(bus.commandEnds());
  }

  @Test
  void no_command_runs_in_two_processes_when_a_second_one_takes_partitions_over() throws Exception {
    Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    AtomicInteger collisions = new AtomicInteger();
    CountDownLatch secondHasSome = new CountDownLatch(1);
    CommandHandler<ScanHostPaths> untilTheSecondIsThere =
        handling -> {
          AtomicInteger here =
              inside.computeIfAbsent(handling.command().host(), h -> new AtomicInteger());
          if (here.incrementAndGet() > 1) {
            collisions.incrementAndGet();
          }
          try {
            secondHasSome.await();
          } finally {
            here.decrementAndGet();
          }
          return Result.done("read");
        };
    bus.loop(new Handlers().on(ScanHostPaths.class, untilTheSecondIsThere));
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sent.add(bus.send(new ScanHostPaths(bus.host(i))));
    }
    while (inside.values().stream().mapToInt(AtomicInteger::get).sum() < 40) {
      Thread.sleep(5);
    }
    bus.loop(
        new Handlers()
            .on(
                ScanHostPaths.class,
                handling -> {
                  secondHasSome.countDown();
                  return untilTheSecondIsThere.handle(handling);
                }));
    assertThat(secondHasSome.await(60, TimeUnit.SECONDS)).isTrue();
    bus.awaitOutcomes(sent);

    assertThat(collisions).hasValue(0);
    assertThat(sent).allSatisfy(id -> assertThat(bus.outcomes(id)).hasSize(1));
  }

  @Test
  void of_two_runs_that_end_a_command_differently_both_say_what_the_first_decided()
      throws Exception {
    // Such as after a pause so long that Kafka gave the partition away without a word.
    Kit kit = bus.kit("a");
    Journal.Arrival arrival =
        new Journal.Arrival(TestBus.newId(), "T", bus.host(1), null, "chain", "ops");
    kit.journal().begin(arrival);
    Journal.Ended first = kit.journal().decide(arrival.id(), Endings.of(Result.done("first")));
    Journal.Ended second =
        kit.journal()
            .decide(
                arrival.id(),
                Endings.of(Result.failed(FailureReason.UNREACHABLE, "second", Map.of("a", "b"))));

    assertThat(second).isEqualTo(first);
    assertThat(kit.journal().begin(arrival)).isEqualTo(new Journal.Standing.Decided(first));
  }

  @Test
  void a_command_is_not_failed_when_its_stop_breaks_what_it_publishes_through() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CommandLoop loop =
        bus.loop(
            new Handlers()
                .on(
                    ScanHostPaths.class,
                    handling -> {
                      begun.countDown();
                      try {
                        Thread.sleep(600_000);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      handling.publish(new DriftEnded(handling.command().host(), "naa.1", "s"));
                      handling.flush();
                      throw new IllegalStateException("interrupted, in other words");
                    }));
    String id = bus.send(new ScanHostPaths(bus.host(1)));
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    loop.close();
    bus.stop();

    assertThat(bus.outcomes(id)).isEmpty();
  }
}
