package dev.vireo.backup.command;

import dev.vireo.backup.domain.job.Admission;
import dev.vireo.backup.domain.job.Admission.Wanted;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Who may read from a host and write to a destination just now. In this process those that wait are
 * let in by {@link Admission}, in their order; the leases behind it count the runs of other
 * instances, too.
 */
final class Places {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Admission admission;
  private final int perHost;
  private final Set<Wanted> running = new HashSet<>();

  /** In the order in which they came. */
  private final Set<Wanted> waiting = new LinkedHashSet<>();

  Places(int perHost, int inAll) {
    this.admission = new Admission(perHost, inAll);
    this.perHost = perHost;
  }

  /** A place that is held. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a place.
   *
   * @param givesUp asked about each second
   * @return empty where it gave up
   */
  Optional<Place> take(Handling<?> handling, Wanted wanted, BooleanSupplier givesUp)
      throws InterruptedException {
    if (!admitted(wanted, givesUp)) {
      return Optional.empty();
    }
    List<Lease> leases = new ArrayList<>();
    boolean taken = false;
    try {
      while (!givesUp.getAsBoolean()) {
        Optional<Lease> host = anyOf(handling, "host/" + wanted.host(), perHost);
        Optional<Lease> destination =
            host.isEmpty()
                ? Optional.empty()
                : anyOf(handling, destination(wanted.destination()), wanted.width());
        if (host.isPresent() && destination.isPresent()) {
          leases.add(host.get());
          leases.add(destination.get());
          taken = true;
          return Optional.of(() -> leave(wanted, leases));
        }
        host.ifPresent(Lease::close);
        Thread.sleep(LOOK_AGAIN);
      }
      return Optional.empty();
    } finally {
      if (!taken) {
        leave(wanted, leases);
      }
    }
  }

  /**
   * Waits until nobody writes to a destination, and keeps others from it: for what restic does
   * alone.
   */
  Optional<Place> alone(Handling<?> handling, String destination, int width, Duration patience)
      throws InterruptedException {
    List<Lease> leases = new ArrayList<>();
    boolean taken = false;
    try {
      // One at a time waits for all places, or two would wait for each other.
      Optional<Lease> turn = handling.lease(destination(destination) + "/alone", patience);
      if (turn.isEmpty()) {
        return Optional.empty();
      }
      leases.add(turn.get());
      for (int i = 1; i <= width; i++) {
        Optional<Lease> place = handling.lease(destination(destination) + "/" + i, patience);
        if (place.isEmpty()) {
          return Optional.empty();
        }
        leases.add(place.get());
      }
      taken = true;
      return Optional.of(() -> leases.forEach(Lease::close));
    } finally {
      if (!taken) {
        leases.forEach(Lease::close);
      }
    }
  }

  /** Waits for a place at a destination only: for what reads it. */
  Optional<Place> shared(Handling<?> handling, String destination, int width, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      Optional<Lease> lease = anyOf(handling, destination(destination), width);
      if (lease.isPresent()) {
        return Optional.of(lease.get()::close);
      }
      Thread.sleep(LOOK_AGAIN);
    } while (System.nanoTime() < deadline);
    return Optional.empty();
  }

  private static String destination(String name) {
    return "destination/" + name;
  }

  private static Optional<Lease> anyOf(Handling<?> handling, String resource, int width)
      throws InterruptedException {
    for (int i = 1; i <= width; i++) {
      Optional<Lease> lease = handling.lease(resource + "/" + i, Duration.ZERO);
      if (lease.isPresent()) {
        return lease;
      }
    }
    return Optional.empty();
  }

  private synchronized boolean admitted(Wanted wanted, BooleanSupplier givesUp)
      throws InterruptedException {
    waiting.add(wanted);
    letIn();
    boolean in = false;
    try {
      while (!in && !givesUp.getAsBoolean()) {
        in = running.contains(wanted);
        if (!in) {
          wait(LOOK_AGAIN.toMillis());
        }
      }
      return in;
    } finally {
      waiting.remove(wanted);
      // Let in and gone in the same moment: the place goes to the next.
      if (!in && running.remove(wanted)) {
        letIn();
      }
    }
  }

  /**
   * Lets in who may go in now. Done once for all of them at each change: a thousand that wait and
   * each look for themselves would keep a processor busy.
   */
  private void letIn() {
    List<Wanted> admitted = admission.admit(List.copyOf(running), List.copyOf(waiting));
    if (!admitted.isEmpty()) {
      admitted.forEach(waiting::remove);
      running.addAll(admitted);
      notifyAll();
    }
  }

  private synchronized void leave(Wanted wanted, List<Lease> leases) {
    leases.forEach(Lease::close);
    running.remove(wanted);
    letIn();
  }
}
