package dev.vireo.backup.command;

import java.time.Duration;
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

  private final Map<String, Run> byJob = new ConcurrentHashMap<>();

  /** A run that goes on or waits. */
  final class Run implements AutoCloseable {

    private final String job;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;

    private Run(String job) {
      this.job = job;
    }

    /** Whether it shall stop. */
    boolean cancelled() {
      return cancelled;
    }

    @Override
    public void close() {
      byJob.remove(job, this);
      ended.countDown();
    }
  }

  /** A run begins, unless another of the job goes on. */
  Optional<Run> begin(String job) {
    Run run = new Run(job);
    return byJob.putIfAbsent(job, run) == null ? Optional.of(run) : Optional.empty();
  }

  /** Tells the job's run to stop; whether there is one. */
  boolean cancel(String job) {
    Run run = byJob.get(job);
    if (run != null) {
      run.cancelled = true;
    }
    return run != null;
  }

  /** Waits until no run of the job goes on; whether that came about in time. */
  boolean awaitEnd(String job, Duration atMost) throws InterruptedException {
    Run run = byJob.get(job);
    return run == null || run.ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }
}
