package dev.vireo.backup.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The runs that go on or wait in this process, so that they can be told to stop. Commands of one
 * job come to one process, for they have one key.
 */
final class Runs {

  private final Map<Part, Run> byPart = new ConcurrentHashMap<>();

  /** A job, or its part about one guest; empty: the whole job. */
  private record Part(String job, String guest) {}

  /** A run that goes on or waits. */
  final class Run implements AutoCloseable {

    private final Part part;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;

    private Run(Part part) {
      this.part = part;
    }

    /** Whether it, or the run of the job that it is part of, shall stop. */
    boolean cancelled() {
      Run whole = byPart.get(new Part(part.job(), ""));
      return cancelled || (whole != null && whole.cancelled);
    }

    @Override
    public void close() {
      byPart.remove(part, this);
      ended.countDown();
    }
  }

  /** A run begins, unless another of the job goes on. */
  Optional<Run> begin(String job) {
    return begin(job, "");
  }

  /** The part of a job's run about one guest begins, unless another goes on. */
  Optional<Run> begin(String job, String guest) {
    Run run = new Run(new Part(job, guest));
    return byPart.putIfAbsent(run.part, run) == null ? Optional.of(run) : Optional.empty();
  }

  private List<Run> of(String job) {
    return byPart.values().stream().filter(run -> run.part.job().equals(job)).toList();
  }

  /** Tells the job's run to stop, with all of its parts; whether there is any. */
  boolean cancel(String job) {
    List<Run> runs = of(job);
    runs.forEach(run -> run.cancelled = true);
    return !runs.isEmpty();
  }

  /** Waits until no run of the job goes on; whether that came about in time. */
  boolean awaitEnd(String job, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (Run run : of(job)) {
      if (!run.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    }
    return true;
  }
}
