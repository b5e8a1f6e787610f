package dev.vireo.container.command;

import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * So many containers of a host are worked on at once, and no more: a host that unpacks ten
 * templates side by side is slower than one that unpacks four after another.
 *
 * <p>Commands of one host nearly always come to one instance, where a fair semaphore has them wait
 * in order; the leases behind it count those of other instances too.
 */
final class HostSlots {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private final int width;
  private final Map<String, Semaphore> byHost = new ConcurrentHashMap<>();

  HostSlots(int width) {
    this.width = width;
  }

  /** A place among those that work on a host. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes a place, waiting for one at most so long. */
  Optional<Slot> take(Handling<?> handling, String host, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Semaphore here = byHost.computeIfAbsent(host, h -> new Semaphore(width, true));
    if (!here.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      while (true) {
        for (int i = 1; i <= width; i++) {
          Optional<Lease> lease = handling.lease(host + "/containers/" + i, Duration.ZERO);
          if (lease.isPresent()) {
            taken = true;
            return Optional.of(
                () -> {
                  lease.get().close();
                  here.release();
                });
          }
        }
        if (System.nanoTime() - deadline > 0) {
          return Optional.empty();
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } finally {
      if (!taken) {
        here.release();
      }
    }
  }
}
