package dev.vireo.multipath.projection;

import dev.vireo.bus.Event;
import java.util.List;
import java.util.function.Function;

/**
 * What becomes of one type of event.
 *
 * @param of the type
 * @param turn in a layer, statements of an earlier turn come first, for each key and for all
 * @param rows names of the rows it writes among those of its key; two events of a key that write a
 *     row of one name never share a layer
 * @param statements what is run for all such events of a layer at once. They find their events as
 *     rows {@code id, at, actor, correlation, data}, where {@code data} is the event's body
 * @param <E> the type
 */
record Projection<E extends Event>(
    Class<E> of, Turn turn, Function<E, List<String>> rows, List<String> statements) {

  /** The two turns of a layer. */
  enum Turn {
    /** Replaces all that is known of a host's storage. */
    READ,
    /** Changes single rows, those of a reading among them. */
    CHANGE
  }

  /** The events that are being written, as {@code e}; {@link Incoming} puts them there. */
  static final String EVENTS = "incoming e";

  /** One type and its statements; {@code :events} in them stands for {@link #EVENTS}. */
  static <E extends Event> Projection<E> of(
      Class<E> type, Turn turn, Function<E, List<String>> rows, String... statements) {
    return new Projection<>(
        type,
        turn,
        rows,
        List.of(statements).stream().map(s -> s.replace(":events", EVENTS)).toList());
  }

  /** The rows that {@code event}, which is of this type, writes. */
  List<String> rowsOf(Event event) {
    return rows.apply(of.cast(event));
  }
}
