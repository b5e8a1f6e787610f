package dev.vireo.bus.kit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Work in order per lane, lanes side by side, each on a thread of its own.
 *
 * <p>Invariant: of one lane at most one task runs, and they run in the order they came, whether
 * those before them threw or not. A lane exists only while it has work.
 */
final class Lanes {

  private final ExecutorService threads;

  /**
   * What waits behind the running task of each busy lane; the lane is busy while it has an entry.
   */
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

  Lanes(ExecutorService threads) {
    this.threads = threads;
  }

  /** Runs {@code task} after all that came before it in its lane. */
  void submit(String lane, Runnable task) {
    synchronized (waiting) {
      Queue<Runnable> queue = waiting.get(lane);
      if (queue != null) {
        queue.add(task);
        return;
      }
      waiting.put(lane, new ArrayDeque<>());
    }
    threads.execute(() -> drain(lane, task));
  }

  private void drain(String lane, Runnable first) {
    for (Runnable task = first; task != null; task = next(lane)) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  private @Nullable Runnable next(String lane) {
    synchronized (waiting) {
      Queue<Runnable> queue = waiting.get(lane);
      Runnable next = queue == null ? null : queue.poll();
      if (next == null) {
        waiting.remove(lane);
      }
      return next;
    }
  }

  /** Lanes that have work. */
  int busy() {
    synchronized (waiting) {
      return waiting.size();
    }
  }
}
