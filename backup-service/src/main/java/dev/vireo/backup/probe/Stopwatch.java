package dev.vireo.backup.probe;

import java.util.concurrent.TimeUnit;

/** How long it has been, by a clock that is never set. */
final class Stopwatch {
  private final long from = System.nanoTime();

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
  }
}
