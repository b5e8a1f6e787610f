package dev.vireo.bus.hosts;

import dev.vireo.bus.Domain;
import dev.vireo.bus.kit.BusUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one thread has read, and been done with, for others to wait for.
 *
 * <p>Deadlines are those of {@link System#nanoTime}.
 */
final class ReadPositions {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private List<TopicPartition> partitions = List.of();
  private boolean ended;

  /** These will be read. */
  void assigned(List<TopicPartition> read) {
    change(() -> partitions = List.copyOf(read));
  }

  /** All before {@code offset} is read. */
  void at(TopicPartition partition, long offset) {
    change(() -> next.put(partition, offset));
  }

  /** Nothing more will be read. */
  void end() {
    change(() -> ended = true);
  }

  /** Whether all before these offsets is read. */
  boolean reached(Map<TopicPartition, Long> ends) {
    lock.lock();
    try {
      return ends.entrySet().stream()
          .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all before these offsets is read. */
  void awaitReached(Map<TopicPartition, Long> ends, long deadline) throws InterruptedException {
    await(() -> reached(ends), deadline);
  }

  /** Waits until it is known which partitions there are. */
  List<TopicPartition> awaitAssigned(long deadline) throws InterruptedException {
    await(() -> !partitions.isEmpty(), deadline);
    return partitions;
  }

  private void await(BooleanSupplier condition, long deadline) throws InterruptedException {
    lock.lock();
    try {
      long left = deadline - System.nanoTime();
      while (!condition.getAsBoolean()) {
        if (ended || left <= 0) {
          throw new BusUnavailable(
              "catching up with " + Domain.INVENTORY.events(),
              new IllegalStateException(
                  ended ? "the hosts are no longer followed" : "no answer in time"));
        }
        left = moved.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
