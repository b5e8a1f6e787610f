package dev.vireo.bench.ramcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bench.estate.BenchEstate;
import dev.vireo.bench.estate.NotMeasured;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One of three masters is killed under load: how long any key could not be written. Seen by {@code
 * vireo ramcloud drill}.
 */
final class FailOver {
  private static final String KILLED = "ramcloud-2";
  private static final int SECONDS = 14;
  private static final int KILL_AFTER_SECONDS = 8;

  private final Bench bench;

  FailOver(Bench bench) {
    this.bench = bench;
  }

  void run() {
    for (int round = 0; round < bench.rounds(); round++) {
      once();
    }
  }

  private void once() {
    try (BenchEstate estate = bench.estate(Map.of())) {
      Duration unused = estate.upRamcloud(3);
      long pid = Bench.master(estate, KILLED).pid();
      CompletableFuture<Void> killed =
          CompletableFuture.runAsync(
              () -> kill(pid),
              CompletableFuture.delayedExecutor(KILL_AFTER_SECONDS, TimeUnit.SECONDS));
      JsonNode seen = estate.vireo("ramcloud", "drill", "--seconds", Integer.toString(SECONDS));
      killed.join();
      long gap = seen.path("longestMillis").asLong();
      long lost = seen.path("missing").asLong() + seen.path("stale").asLong();
      bench.line(
          "kill -9 of one of three masters: no key waited longer than %,d ms; %,d writes acknowledged, %d missing or stale",
          gap, seen.path("writes").asLong(), lost);
      bench.atMost("s without a write of any key after kill -9", gap / 1000.0, 2.0);
      bench.atMost("acknowledged writes missing, reads stale", lost, 0);
    }
  }

  private static void kill(long pid) {
    boolean unused =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new NotMeasured("the master has ended by itself"))
            .destroyForcibly();
  }
}
