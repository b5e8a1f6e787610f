package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.local.LocalKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka or the database goes away in the middle, and comes back. */
class OutageTest {

  @Test
  void a_fleet_whose_database_goes_away_goes_on_when_it_is_back_and_repeats_no_work()
      throws Exception {
    try (TestBus bus = new TestBus()) {
      CutDataSource line = new CutDataSource(bus.database().source());
      AtomicInteger hostWork = new AtomicInteger();
      AtomicInteger fleetWork = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(3);
      bus.loop(
          new Handlers()
              .on(
                  ScanHostPaths.class,
                  handling -> {
                    hostWork.incrementAndGet();
                    done.countDown();
                    done.await();
                    line.cut(); // before how it ends can be written down
                    return Result.done("read");
                  })
              .on(
                  ScanPaths.class,
                  handling -> {
                    fleetWork.incrementAndGet();
                    Map<String, ScanHostPaths> ids =
                        handling.fanOut(
                            List.of(
                                new ScanHostPaths(bus.host(1)),
                                new ScanHostPaths(bus.host(2)),
                                new ScanHostPaths(bus.host(3))));
                    handling.await(ids.keySet(), (id, end) -> {});
                    return Result.done("read");
                  }),
          bus.kit("outage", line.source()));
      String fleet = bus.send(new ScanPaths("all"));
      while (line.refused() < 8) {
        Thread.sleep(5);
      }
      assertThat(bus.outcomes(fleet)).isEmpty();
      line.mend();

      assertThat(bus.outcome(fleet)).isInstanceOf(CommandSucceeded.class);
      assertThat(hostWork).hasValue(3);
      assertThat(fleetWork).hasValue(1);
    }
  }

  @Test
  void a_broker_that_restarts_costs_no_command_and_no_outcome(@TempDir Path folder)
      throws Exception {
    LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"));
    int port = kafka.port();
    Semaphore turns = new Semaphore(0);
    try (TestBus bus = new TestBus(kafka.bootstrapServers())) {
      CommandLoop loop =
          bus.loop(
              new Handlers()
                  .on(
                      ScanHostPaths.class,
                      handling -> {
                        handling.publish(new DriftEnded(handling.command().host(), "naa.1", "s"));
                        turns.acquire();
                        return Result.done("read");
                      }));
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        sent.add(bus.send(new ScanHostPaths(bus.host(i))));
      }
      turns.release(10);
      while (loop.underWay() > 30) {
        Thread.sleep(5);
      }

      kafka.close();
      turns.release(10); // these end while there is nobody to be told
      kafka = LocalKafka.start(folder.resolve("kafka"), port);
      turns.release(1_000);
      String behind = bus.send(new ScanHostPaths(bus.host(99)));
      sent.add(behind);
      bus.awaitOutcomes(sent);

      assertThat(sent)
          .allSatisfy(
              id -> {
                assertThat(new HashSet<>(bus.outcomes(id)))
                    .singleElement()
                    .isInstanceOf(CommandSucceeded.class);
                assertThat(new HashSet<>(TestBus.ids(bus.published(id)))).hasSize(2);
              });
      assertThat(loop.reading()).isTrue();
    } finally {
      kafka.close();
    }
  }

  @Test
  void a_loop_without_any_kafka_is_not_reading_and_closes_in_good_time() throws Exception {
    try (TestBus bus = new TestBus()) {
      Kit kit = bus.kit("lonely");
      CommandLoop lonely =
          new CommandLoop(
              Map.of("bootstrap.servers", "127.0.0.1:1"),
              TestBus.DOMAIN,
              new CommandRun(TestBus.DOMAIN, new Handlers(), kit, new SimpleMeterRegistry()),
              kit);
      lonely.start();
      assertThat(lonely.reading()).isFalse();
      Thread closing = Thread.ofVirtual().start(lonely::close);

      assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
    }
  }
}
