package dev.vireo.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what must become true, for as long as a very slow machine may need. */
public final class Eventually {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private Eventually() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + BOUND.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime() - end).as("%s within %s", what, BOUND).isNegative();
      Thread.sleep(Duration.ofMillis(10));
    }
  }
}
