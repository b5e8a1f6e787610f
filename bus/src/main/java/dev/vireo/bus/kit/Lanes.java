package dev.vireo.bus.kit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Work in order per lane, lanes side by side, each on a virtual thread.
 *
 * <p>Invariant: of one lane at most one task runs, and they run in the order they came. A lane
 * exists only while it has work.
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

  /** Runs {@code task} after all that came before it in its lane. The task must not throw. */
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
      task.run();
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
