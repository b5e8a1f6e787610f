package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PartitionWorkTest {

  private final PartitionWork work = new PartitionWork(7);

  @Test
  void counts_a_command_as_finished_when_its_work_has_ended() {
    Runnable turn = work.begin(7, 100, host(stopped -> {}));
    assertThat(work.committable()).isEqualTo(7);
    assertThat(work.underWay()).isEqualTo(1);
    turn.run();

    assertThat(work.committable()).isEqualTo(8);
    assertThat(work.underWay()).isZero();
  }

  @Test
  void does_not_count_one_that_was_interrupted() {
    work.begin(
            7,
            100,
            host(
                stopped -> {
                  throw new InterruptedException("on purpose");
                }))
        .run();

    assertThat(work.committable()).isEqualTo(7);
    assertThat(work.underWay()).isZero();
  }

  @Test
  void begins_nothing_once_it_is_released() {
    AtomicBoolean begun = new AtomicBoolean();
    Runnable queued = work.begin(7, 100, host(stopped -> begun.set(true)));
    work.release();
    queued.run();

    assertThat(begun).isFalse();
    assertThat(work.committable()).isEqualTo(7);
  }

  @Test
  void interrupts_what_does_not_end_within_its_grace() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean knew = new AtomicBoolean();
    Runnable turn =
        work.begin(
            7,
            100,
            host(
                stopped -> {
                  begun.countDown();
                  try {
                    Thread.sleep(600_000);
                  } finally {
                    knew.set(stopped.getAsBoolean());
                  }
                }));
    Thread thread = Thread.ofVirtual().start(turn);
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
    PartitionWork.stop(List.of(work), Duration.ofMillis(50));

    assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    assertThat(knew).isTrue();
    assertThat(work.committable()).isEqualTo(7);
  }

  @Test
  void leaves_no_interrupt_behind_for_the_next_command_of_the_lane() {
    Runnable swallows = work.begin(7, 100, host(stopped -> Thread.currentThread().interrupt()));
    swallows.run();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void counts_only_what_holds_up_a_lane_when_it_is_decided_whether_to_read_on() {
    work.begin(7, 100, host(stopped -> {}));
    work.begin(8, 20, host(stopped -> {}));
    work.begin(9, 5_000, new CommandRun.Task("command 1", false, stopped -> {}));

    assertThat(work.load()).isEqualTo(new PartitionWork.Load(2, 120));
    assertThat(work.underWay()).isEqualTo(3);
  }

  @Test
  void says_when_reading_went_back() {
    work.begin(7, 100, host(stopped -> {}));

    assertThat(work.takes(8)).isTrue();
    assertThat(work.takes(7)).isFalse();
  }

  private static CommandRun.Task host(CommandRun.Work work) {
    return new CommandRun.Task("esx-01", true, work);
  }
}
