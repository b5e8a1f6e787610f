package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void lanes_run_side_by_side() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Lanes lanes = new Lanes(threads);
      CyclicBarrier allAtOnce = new CyclicBarrier(50);
      CountDownLatch met = new CountDownLatch(50);
      IntStream.range(0, 50)
          .forEach(
              i ->
                  lanes.submit(
                      "host-" + i,
                      () -> {
                        assertThatCode(() -> allAtOnce.await(30, TimeUnit.SECONDS))
                            .doesNotThrowAnyException();
                        met.countDown();
                      }));

      assertThat(reached(met)).isTrue();
    }
  }

  @Test
  void a_task_that_throws_does_not_block_those_behind_it() {
    try (ExecutorService threads = quietThreads()) {
      Lanes lanes = new Lanes(threads);
      CountDownLatch behind = new CountDownLatch(1);
      lanes.submit(
          "esx-01",
          () -> {
            throw new IllegalStateException("on purpose");
          });
      lanes.submit("esx-01", behind::countDown);

      assertThat(reached(behind)).isTrue();
    }
  }

  @Property(tries = 50)
  void one_lane_runs_one_task_at_a_time_in_the_order_they_came(
      @ForAll @Size(max = 300) List<@IntRange(max = 5) Integer> submissions) {
    Map<Integer, List<Integer>> seen = new ConcurrentHashMap<>();
    Map<Integer, AtomicInteger> inside = new ConcurrentHashMap<>();
    AtomicInteger collisions = new AtomicInteger();
    Lanes lanes;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      lanes = new Lanes(threads);
      CountDownLatch done = new CountDownLatch(submissions.size());
      for (int i = 0; i < submissions.size(); i++) {
        int number = i;
        int lane = submissions.get(i);
        lanes.submit(
            "lane " + lane,
            () -> {
              AtomicInteger here = inside.computeIfAbsent(lane, l -> new AtomicInteger());
              if (here.incrementAndGet() > 1) {
                collisions.incrementAndGet();
              }
              Thread.yield();
              seen.computeIfAbsent(lane, l -> new ArrayList<>()).add(number);
              here.decrementAndGet();
              done.countDown();
            });
      }
      assertThat(reached(done)).isTrue();
    }

    assertThat(collisions).hasValue(0);
    assertThat(lanes.busy()).isZero();
    seen.forEach(
        (lane, numbers) ->
            assertThat(numbers)
                .isEqualTo(
                    IntStream.range(0, submissions.size())
                        .filter(i -> submissions.get(i).equals(lane))
                        .boxed()
                        .toList()));
  }

  private static ExecutorService quietThreads() {
    return Executors.newThreadPerTaskExecutor(
        Thread.ofVirtual().uncaughtExceptionHandler((thread, e) -> {}).factory());
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
