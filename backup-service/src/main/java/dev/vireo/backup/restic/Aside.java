package dev.vireo.backup.restic;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that blocks in reading or writing, on a thread of its own, so that whoever waits for it can
 * be interrupted meanwhile. It ends when what it reads from or writes to is closed.
 *
 * @param <T> what it gives
 */
public final class Aside<T> {

  private final CompletableFuture<T> result = new CompletableFuture<>();

  private Aside() {}

  /** The work. */
  public interface Work<T> {
    T run() throws IOException, InterruptedException;
  }

  /** Starts it. */
  public static <T> Aside<T> start(String name, Work<T> work) {
    Aside<T> aside = new Aside<>();
    var _ =
        Thread.ofVirtual()
            .name(name)
            .start(
                () -> {
                  try {
                    aside.result.complete(work.run());
                  } catch (IOException | RuntimeException | Error e) {
                    aside.result.completeExceptionally(e);
                  } catch (InterruptedException e) {
                    aside.result.cancel(false);
                  }
                });
    return aside;
  }

  /** Whether it has ended. */
  public boolean done() {
    return result.isDone();
  }

  /** Waits for its end at most so long; whether it has ended. */
  public boolean await(long millis) throws InterruptedException {
    try {
      result.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException ended) {
      return true;
    }
  }

  /** What it gave. */
  public T await() throws IOException, InterruptedException {
    try {
      return result.get();
    } catch (CancellationException e) {
      throw new InterruptedException("interrupted aside");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case Error error -> throw error;
        case RuntimeException defect -> throw defect;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
