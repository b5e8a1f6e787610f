package dev.vireo.bus.codec;

import dev.vireo.bus.Command;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.Message;

/** What a record turned out to be. */
public sealed interface Received {

  /**
   * A message that can be worked with.
   *
   * @param envelope the message with its context
   */
  record Understood(Envelope<? extends Message> envelope) implements Received {

    /** The envelope as that of a command; only for records of a command type. */
    @SuppressWarnings("unchecked") // the body was checked to be a Command
    public Envelope<? extends Command> command() {
      if (!(envelope.data() instanceof Command)) {
        throw new IllegalStateException(envelope.type() + " is no command");
      }
      return (Envelope<? extends Command>) envelope;
    }

    /** The envelope as that of an event; only for records of an event type. */
    @SuppressWarnings("unchecked") // the body was checked to be an Event
    public Envelope<? extends Event> event() {
      if (!(envelope.data() instanceof Event)) {
        throw new IllegalStateException(envelope.type() + " is no event");
      }
      return (Envelope<? extends Event>) envelope;
    }
  }

  /**
   * A record that cannot be taken as it is. Everything that could be read of it is kept, so that
   * whoever sent it can be told.
   *
   * @param id its {@code ce_id}, or one derived from the record's place
   * @param type its {@code ce_type} as given; empty if it had none
   * @param about its key or subject; empty if it had none
   * @param correlationId the id of the chain it belongs to; its own id if it named none
   * @param actor on whose behalf; {@code unknown} if it said nothing
   * @param field the place of the error
   * @param reason what was seen and what would be right
   */
  record NotUnderstood(
      String id,
      String type,
      String about,
      String correlationId,
      String actor,
      String field,
      String reason)
      implements Received {}
}
