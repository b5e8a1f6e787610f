package dev.vireo.console.bus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Several queues, each of which is in order for itself, given out as one in the order of time. An
 * item is given out only when no queue that is still {@linkplain #end open} can bring an earlier
 * one.
 *
 * @param <Q> what names a queue
 * @param <T> an item
 */
final class TimeOrder<Q, T> {

  private final ToLongFunction<T> time;
  private final Map<Q, Deque<T>> queues = new HashMap<>();
  private final Map<Q, Boolean> open = new HashMap<>();

  TimeOrder(ToLongFunction<T> time) {
    this.time = time;
  }

  /** There will be items of this queue. */
  void begin(Q queue) {
    queues.put(queue, new ArrayDeque<>());
    open.put(queue, true);
  }

  /** Nobody waits for this queue any longer; what it still brings is taken as it comes. */
  void end(Q queue) {
    open.put(queue, false);
  }

  void add(Q queue, T item) {
    queues.computeIfAbsent(queue, name -> new ArrayDeque<>()).add(item);
  }

  /** How many items of a queue wait. */
  int waiting(Q queue) {
    Deque<T> items = queues.get(queue);
    return items == null ? 0 : items.size();
  }

  /** Takes out what may be given out now. */
  List<T> ready() {
    List<T> ready = new ArrayList<>();
    while (queues.entrySet().stream()
        .noneMatch(
            queue -> queue.getValue().isEmpty() && open.getOrDefault(queue.getKey(), false))) {
      Optional<Deque<T>> earliest =
          queues.values().stream()
              .filter(queue -> !queue.isEmpty())
              .min(Comparator.comparingLong(queue -> time.applyAsLong(queue.getFirst())));
      if (earliest.isEmpty()) {
        break;
      }
      ready.add(earliest.get().removeFirst());
    }
    return ready;
  }
}
