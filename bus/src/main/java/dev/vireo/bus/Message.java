package dev.vireo.bus;

/**
 * The body of a record on the bus: JSON, described by the JSON Schema of its type.
 *
 * <p>Body records follow one convention, from which their schema is made: a component that may be
 * absent is {@code @Nullable}, a collection, or a {@code boolean} (absent: empty, false);
 * everything else is required.
 */
public sealed interface Message permits Command, Event {

  /**
   * What the message is about, nearly always the name of a host. It is the record's key, so that
   * all that concerns one host stays in order.
   */
  String about();
}
