package dev.vireo.hypervisor.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.hypervisor.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {
  private static final VaultAnswer SECRET = new VaultAnswer.Fields(Map.of("password", "a"));

  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private VaultAnswer next = SECRET;
  private final AtomicInteger asked = new AtomicInteger();

  private RecentAnswers keeping(Duration keep) {
    return new RecentAnswers(
        path -> {
          asked.incrementAndGet();
          return next;
        },
        keep,
        () -> now);
  }

  @Test
  void a_secret_is_asked_for_once_within_its_time_and_again_after_it() {
    RecentAnswers recent = keeping(Duration.ofSeconds(30));
    assertThat(recent.read("a")).isEqualTo(SECRET);
    now = now.plusSeconds(29);
    next = new VaultAnswer.Fields(Map.of("password", "b"));
    assertThat(recent.read("a")).isEqualTo(SECRET);
    assertThat(asked).hasValue(1);
    now = now.plusSeconds(1);
    assertThat(recent.read("a")).isEqualTo(next);
    assertThat(asked).hasValue(2);
  }

  @Test
  void each_path_is_asked_for() {
    RecentAnswers recent = keeping(Duration.ofSeconds(30));
    recent.read("a");
    recent.read("b");
    assertThat(asked).hasValue(2);
  }

  @Test
  void a_vault_that_was_mended_is_seen_at_once() {
    RecentAnswers recent = keeping(Duration.ofSeconds(30));
    for (VaultAnswer bad :
        List.of(
            new VaultAnswer.Sealed(),
            new VaultAnswer.Nothing(),
            new VaultAnswer.Denied(),
            new VaultAnswer.Unreachable("refused"))) {
      next = bad;
      assertThat(recent.read("a")).isEqualTo(bad);
    }
    next = SECRET;
    assertThat(recent.read("a")).isEqualTo(SECRET);
  }

  @Test
  void nothing_is_kept_where_the_time_is_zero() {
    RecentAnswers recent = keeping(Duration.ZERO);
    recent.read("a");
    recent.read("a");
    assertThat(asked).hasValue(2);
  }

  @Test
  void many_who_ask_at_once_are_answered_by_one_question() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    RecentAnswers recent =
        new RecentAnswers(
            path -> {
              asked.incrementAndGet();
              begun.countDown();
              try {
                assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new VaultAnswer.Sealed();
            },
            Duration.ofSeconds(30),
            () -> now);
    List<VaultAnswer> answers = new CopyOnWriteArrayList<>();
    List<Thread> hosts = new ArrayList<>();
    hosts.add(Thread.ofPlatform().start(() -> answers.add(recent.read("a"))));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 20; i++) {
      hosts.add(Thread.ofPlatform().start(() -> answers.add(recent.read("a"))));
    }
    Eventually.until(
        "all wait for the one answer",
        () ->
            hosts.stream()
                .allMatch(
                    host ->
                        host.getState() == Thread.State.WAITING
                            || host.getState() == Thread.State.TIMED_WAITING));
    goOn.countDown();
    for (Thread host : hosts) {
      assertThat(host.join(Duration.ofSeconds(30))).isTrue();
    }
    assertThat(answers).hasSize(21).containsOnly(new VaultAnswer.Sealed());
    assertThat(asked).hasValue(1);
  }

  @Test
  void a_reader_that_breaks_leaves_nobody_waiting() {
    RecentAnswers recent =
        new RecentAnswers(
            path -> {
              if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("broken");
              }
              return SECRET;
            },
            Duration.ofSeconds(30),
            () -> now);
    assertThatThrownBy(() -> recent.read("a")).hasMessage("broken");
    assertThat(recent.read("a")).isEqualTo(SECRET);
  }
}
