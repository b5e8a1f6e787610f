package dev.vireo.ramcloud.log;

import java.util.ArrayList;
import java.util.List;

/** Who waits until reads of one tablet may be answered. On the shard's thread only. */
final class WaitingReaders {

  private final List<Waiter> readers = new ArrayList<>();
  private long since;

  void add(Waiter waiter, long now) {
    if (readers.isEmpty()) {
      since = now;
    }
    readers.add(waiter);
  }

  boolean isEmpty() {
    return readers.isEmpty();
  }

  /** Whether the first of them has waited since before this. */
  boolean isOlderThan(long when) {
    return !readers.isEmpty() && since - when < 0;
  }

  /** Lets all look again. */
  void done() {
    taken().forEach(Waiter::done);
  }

  void failed(String reason) {
    taken().forEach(waiter -> waiter.failed(reason));
  }

  private List<Waiter> taken() {
    List<Waiter> told = List.copyOf(readers);
    readers.clear();
    return told;
  }
}
