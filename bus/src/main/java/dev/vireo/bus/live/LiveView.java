package dev.vireo.bus.live;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import java.util.List;
import java.util.Set;

/**
 * What a service shows of its events in RAMCloud: items of hosts, such as devices, as JSON. A
 * service has at most one bean of this type. The host is what an event is {@link Event#about}.
 *
 * <p>As with {@link dev.vireo.bus.service.Views}, the same events in the same order leave the same
 * items, however they are cut into batches: times come from the events, never from the clock.
 */
public interface LiveView {

  /** The types of events that change items; others are passed over unread. */
  Set<Class<? extends Event>> takes();

  /** The items of the host whose present state {@link #apply} looks at, by id. */
  List<String> looksAt(Event event);

  /** Whether it looks at all items that the host has. */
  default boolean looksAtAll(Event event) {
    return false;
  }

  /** Puts one event on the shelf of its host. */
  void apply(Shelf shelf, Envelope<? extends Event> event);
}
