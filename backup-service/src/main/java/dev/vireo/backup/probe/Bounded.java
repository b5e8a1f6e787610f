package dev.vireo.backup.probe;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work on virtual threads of which none is waited for longer than its bound. */
final class Bounded implements AutoCloseable {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Begins the work at once. */
  <T> Future<T> begin(Callable<T> work) {
    return threads.submit(work);
  }

  /**
   * What came of it, or the fallback where the bound passed or it failed. What has not ended is
   * interrupted, which ends a socket's wait on a virtual thread.
   */
  static <T> T await(Future<T> work, Duration bound, T fallback) throws InterruptedException {
    try {
      return work.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      work.cancel(true);
      return fallback;
    }
  }

  /** Ends what still runs; waits for nothing. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
