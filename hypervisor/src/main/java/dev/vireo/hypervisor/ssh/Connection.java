package dev.vireo.hypervisor.ssh;

import dev.vireo.hypervisor.UnreachableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.sshd.client.session.ClientSession;

/**
 * One connection to one host and those who use it.
 *
 * <p>Invariant: it is closed exactly once, by whoever retires it last: it is retired (nobody may
 * enter any more) and {@code users} is 0. {@code idleSince} means something while {@code users} is
 * 0.
 */
final class Connection {
  private final CompletableFuture<ClientSession> session = new CompletableFuture<>();
  private int users;
  private boolean retired;
  private long idleSince = System.nanoTime();

  /** Counts the caller as a user; false where the connection takes none any more. */
  synchronized boolean enter() {
    if (retired) {
      return false;
    }
    users++;
    return true;
  }

  /** Undoes one {@link #enter}. */
  synchronized void leave() {
    users--;
    idleSince = System.nanoTime();
    closeIfDone();
  }

  /** Takes no new users, and closes when the present ones have left. */
  synchronized void retire() {
    retired = true;
    closeIfDone();
  }

  /** Retires where nobody has used it for so long. */
  synchronized boolean retireIfIdle(Duration keep) {
    if (!retired && users == 0 && System.nanoTime() - idleSince > keep.toNanos()) {
      retire();
    }
    return retired;
  }

  private void closeIfDone() {
    if (retired && users == 0) {
      var _ = session.thenAccept(s -> s.close(false));
    }
  }

  /** Closes under the hands of whoever uses it. */
  void cut() {
    retire();
    var _ = session.thenAccept(s -> s.close(true));
  }

  /** Runs once, by the user who put the connection into the pool. */
  void open(Handshake handshake, SshTarget target) throws InterruptedException {
    try {
      session.complete(handshake.open(target));
    } catch (UnreachableException | RuntimeException e) {
      session.completeExceptionally(e);
    } catch (InterruptedException e) {
      // Those who wait for this connection were not interrupted: they open one of their own.
      session.cancel(false);
      throw e;
    }
  }

  /** Waits for {@link #open}; a failure is shared by all who wait. */
  ClientSession session() throws UnreachableException, InterruptedException {
    try {
      return session.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnreachableException u) {
        throw new UnreachableException(u.reason(), u.diagnosis(), u);
      }
      throw new IllegalStateException("opening a connection failed", e.getCause());
    }
  }

  /** Whether it was opened and is open still. */
  boolean alive() {
    try {
      return session.isDone() && session.resultNow().isOpen() && !session.resultNow().isClosing();
    } catch (IllegalStateException failedOrCancelled) {
      return false;
    }
  }
}
