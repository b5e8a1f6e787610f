package dev.vireo.hypervisor.ssh;

import java.time.Duration;

/** A moment by the monotonic clock. */
record Deadline(long nanos) {
  static Deadline after(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /** Milliseconds left, at least 1 so that it is never taken for "without end". */
  long leftMillis() {
    return Math.max(1, (nanos - System.nanoTime()) / 1_000_000);
  }

  boolean passed() {
    return nanos - System.nanoTime() <= 0;
  }

  static Deadline earlier(Deadline a, Deadline b) {
    return a.nanos - b.nanos < 0 ? a : b;
  }
}
