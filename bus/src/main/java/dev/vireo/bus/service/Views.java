package dev.vireo.bus.service;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What a service makes of its events in PostgreSQL, to be queried. A service has one bean of this
 * type.
 *
 * <p>The same events in the same order give the same rows, whatever the time and however they are
 * cut into batches: times come from the events, never from the clock. Rows of one key depend on
 * events of that key alone, since keys in different partitions have no order among them.
 */
public interface Views {

  /**
   * Takes events of one partition, in order, in one transaction with the position they lead to. So
   * each event arrives exactly once, until the views are cleared.
   */
  Uni<Void> apply(Mutiny.StatelessSession session, List<Envelope<? extends Event>> events);

  /** Removes all rows. */
  Uni<Void> clear(Mutiny.StatelessSession session);
}
