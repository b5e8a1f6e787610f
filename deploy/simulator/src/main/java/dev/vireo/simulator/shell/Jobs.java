package dev.vireo.simulator.shell;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Commands that run beside the shell: the stages of a pipeline, or what {@code &} started. */
final class Jobs {
  private final Map<Integer, FutureTask<Integer>> running = new LinkedHashMap<>();
  private String last = "";

  void start(Callable<Integer> job, int process) {
    FutureTask<Integer> task = new FutureTask<>(job);
    running.put(process, task);
    last = Integer.toString(process);
    Thread.ofVirtual().name("sh-" + process).start(task);
  }

  /** {@code $!}. */
  String last() {
    return last;
  }

  /** Waits for all. @return the status of the one started last */
  int awaitAll() {
    int status = 0;
    for (FutureTask<Integer> task : running.values()) {
      status = status(task);
    }
    running.clear();
    return status;
  }

  /** Waits for one. @return its status, or 127 if there is no such job */
  int await(int process) {
    FutureTask<Integer> task = running.remove(process);
    return task == null ? 127 : status(task);
  }

  private static int status(FutureTask<Integer> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case Session.Killed ignored -> 137;
        case IOException ignored -> BrokenPipe.STATUS;
        case null, default -> throw new IllegalStateException("a shell job failed", e.getCause());
      };
    }
  }
}
