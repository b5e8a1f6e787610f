package dev.vireo.ramcloud.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Those who wait for appends of one tablet, in the order of the shard's groups. A group is durable
 * for who waits when it and all before it of this tablet are.
 */
final class WaitLine {

  /** Who waits, and since when: what it waits for may be much older, such as a write that hangs. */
  private record Waiting(Waiter waiter, long since) {}

  private static final class Place {
    final long group;
    final long since;
    boolean durable;
    final List<Waiting> waiters = new ArrayList<>(1);

    Place(long group, long since) {
      this.group = group;
      this.since = since;
    }
  }

  private final ArrayDeque<Place> places = new ArrayDeque<>();

  /** A group was handed to the log. */
  void join(long group, long now) {
    places.add(new Place(group, now));
  }

  /** Whether this group and all before it are durable. */
  boolean durable(long group) {
    Place first = places.peek();
    return first == null || first.group > group;
  }

  /** For how long the oldest group that is not durable has been on its way; 0: there is none. */
  long age(long now) {
    Place first = places.peek();
    return first == null ? 0 : now - first.since;
  }

  /** Calls back when they are. */
  void await(long group, Waiter waiter, long now) {
    for (Iterator<Place> back = places.descendingIterator(); back.hasNext(); ) {
      Place place = back.next();
      if (place.group <= group) {
        place.waiters.add(new Waiting(waiter, now));
        return;
      }
    }
    waiter.done();
  }

  /** The log has this group. */
  void durableNow(long group) {
    Place first = places.peek();
    if (first != null && first.group == group) {
      first.durable = true;
    } else {
      for (Place place : places) {
        if (place.group == group) {
          place.durable = true;
          break;
        }
      }
    }
    List<Waiting> done = new ArrayList<>();
    while (!places.isEmpty() && places.peek().durable) {
      done.addAll(places.remove().waiters);
    }
    done.forEach(each -> each.waiter().done());
  }

  /** Tells those who have waited since before {@code since}; the groups stay in the line. */
  void failOlderThan(long since, String reason) {
    List<Waiting> tired = new ArrayList<>();
    for (Place place : places) {
      if (place.since - since >= 0) {
        break;
      }
      for (Waiting each : place.waiters) {
        if (each.since() - since < 0) {
          tired.add(each);
        }
      }
      place.waiters.removeIf(each -> each.since() - since < 0);
    }
    tired.forEach(each -> each.waiter().failed(reason));
  }

  /** Tells all. */
  void failAll(String reason) {
    List<Place> left = List.copyOf(places);
    places.clear();
    left.forEach(place -> place.waiters.forEach(each -> each.waiter().failed(reason)));
  }
}
