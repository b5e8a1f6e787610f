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

  private static final class Place {
    final long group;
    final long since;
    boolean durable;
    final List<Waiter> waiters = new ArrayList<>(1);

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

  /** Calls back when they are. */
  void await(long group, Waiter waiter) {
    for (Iterator<Place> back = places.descendingIterator(); back.hasNext(); ) {
      Place place = back.next();
      if (place.group <= group) {
        place.waiters.add(waiter);
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
    List<Waiter> done = new ArrayList<>();
    while (!places.isEmpty() && places.peek().durable) {
      done.addAll(places.remove().waiters);
    }
    done.forEach(Waiter::done);
  }

  /** Tells those who have waited since before {@code since}; the groups stay in the line. */
  void failOlderThan(long since, String reason) {
    List<Waiter> tired = new ArrayList<>();
    for (Place place : places) {
      if (place.since - since >= 0) {
        break;
      }
      tired.addAll(place.waiters);
      place.waiters.clear();
    }
    tired.forEach(waiter -> waiter.failed(reason));
  }

  /** Tells all. */
  void failAll(String reason) {
    List<Place> left = List.copyOf(places);
    places.clear();
    left.forEach(place -> place.waiters.forEach(waiter -> waiter.failed(reason)));
  }
}
