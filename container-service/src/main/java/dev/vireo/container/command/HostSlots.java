package dev.vireo.container.command;

import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * So many containers of a host are worked on at once, and no more: a host that unpacks ten
 * templates side by side is slower than one that unpacks four after another.
 *
 * <p>Who has done its work and only looks how a container comes up leaves its place to the next, as
 * long as few look: each look is a session of the host's SSH server, which has no more than ten of
 * one connection as OpenSSH comes.
 *
 * <p>Commands of one host nearly always come to one instance, where a fair queue of places has them
 * wait in order; the leases behind it count those of other instances too.
 */
final class HostSlots {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  /** Sessions of a host that work and look may have together; one is left to who reads it. */
  private static final int SESSIONS = 9;

  private final int width;
  private final Map<String, Places> byHost = new ConcurrentHashMap<>();

  HostSlots(int width) {
    this.width = width;
  }

  /** A place among those that work on a host. */
  interface Slot extends AutoCloseable {

    /** From here on the host is only looked at: another may work on it, unless many look. */
    void onlyLooks();

    @Override
    void close();
  }

  /** Takes a place, waiting for one at most so long. */
  Optional<Slot> take(Handling<?> handling, String host, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Places here = byHost.computeIfAbsent(host, h -> new Places(width));
    Optional<Place> free = here.take(patience);
    if (free.isEmpty()) {
      return Optional.empty();
    }
    Place place = free.get();
    boolean taken = false;
    try {
      if (place.takeOver()) {
        taken = true;
        return Optional.of(new Taken(here, place));
      }
      while (true) {
        // Its own number first: that of another is free here only where another instance works.
        for (int i = 0; i < width; i++) {
          int number = (place.number - 1 + i) % width + 1;
          Optional<Lease> lease = handling.lease(host + "/containers/" + number, Duration.ZERO);
          if (lease.isPresent()) {
            taken = true;
            place.lease = lease.get();
            return Optional.of(new Taken(here, place));
          }
        }
        if (System.nanoTime() - deadline > 0) {
          return Optional.empty();
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } finally {
      if (!taken) {
        here.leave(place);
      }
    }
  }

  /** A place that was taken, until it is left: by who looks on before it is closed. */
  private static final class Taken implements Slot {

    private final Places places;
    private @Nullable Place place;
    private boolean looks;

    Taken(Places places, Place place) {
      this.places = places;
      this.place = place;
    }

    @Override
    public void onlyLooks() {
      if (place != null && places.looking.tryAcquire()) {
        looks = true;
        leave();
      }
    }

    @Override
    public void close() {
      leave();
      if (looks) {
        looks = false;
        places.looking.release();
      }
    }

    private void leave() {
      Place mine = place;
      place = null;
      if (mine != null) {
        places.leave(mine);
      }
    }
  }

  /** One of this instance's places on a host. Who has taken it is the only one that touches it. */
  private static final class Place {

    private final int number;

    /** Kept for whoever waits for the place, who then need not give it back and take it anew. */
    private @Nullable Lease lease;

    Place(int number) {
      this.number = number;
    }

    /** Whether it came with a lease that still holds. */
    boolean takeOver() {
      Lease kept = lease;
      if (kept == null) {
        return false;
      }
      // It renews itself, and whoever works under it renews the container's own before each step.
      if (kept.remaining().isPositive()) {
        return true;
      }
      giveBack();
      return false;
    }

    void giveBack() {
      Lease kept = lease;
      lease = null;
      if (kept != null) {
        kept.close();
      }
    }
  }

  /** The places on one host. A lease outlives its work only while somebody waits for a place. */
  private static final class Places {

    /** Whoever waits longest gets the next. */
    private final BlockingQueue<Place> free;

    private final AtomicInteger waiting = new AtomicInteger();

    /** How many may look, beside those that work. */
    private final Semaphore looking;

    Places(int width) {
      looking = new Semaphore(Math.clamp(SESSIONS - width, 0, width));
      free = new ArrayBlockingQueue<>(width, true);
      for (int number = 1; number <= width; number++) {
        free.add(new Place(number));
      }
    }

    Optional<Place> take(Duration patience) throws InterruptedException {
      waiting.incrementAndGet();
      boolean had = false;
      try {
        Place place = free.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        had = place != null;
        return Optional.ofNullable(place);
      } finally {
        waiting.decrementAndGet();
        if (!had) {
          nobodyWaits();
        }
      }
    }

    void leave(Place place) {
      if (waiting.get() == 0) {
        place.giveBack();
      }
      free.add(place);
      nobodyWaits();
    }

    /** Gives back what was kept for somebody who has stopped waiting meanwhile. */
    private void nobodyWaits() {
      for (int i = free.size(); i > 0 && waiting.get() == 0; i--) {
        Place place = free.poll();
        if (place == null) {
          return;
        }
        place.giveBack();
        free.add(place);
      }
    }
  }
}
