package dev.vireo.bus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message with its CloudEvents 1.0 context.
 *
 * @param id unique for ever; the same id twice is the same message
 * @param type what the body is
 * @param source who said it, such as {@code /vireo/multipath} or {@code /cli/ops@jump-1}
 * @param subject what it is about; the record's key
 * @param time when it was said, by the clock of who said it
 * @param correlationId the id of the first command of the chain this belongs to
 * @param causationId the id of the command that directly led to this; null for the first
 * @param actor on whose behalf, such as {@code ops@example.org} or {@code schedule:probe}
 * @param data the body
 * @param <M> the kind of body
 */
public record Envelope<M extends Message>(
    String id,
    MessageType type,
    String source,
    String subject,
    Instant time,
    String correlationId,
    @Nullable String causationId,
    String actor,
    M data) {

  /** A command that starts a chain of its own. */
  public static <C extends Command> Envelope<C> first(
      String id, C command, String source, String actor, Instant now) {
    return new Envelope<>(
        id, Catalogue.typeOf(command), source, command.about(), now, id, null, actor, command);
  }

  /** A command that this one gives rise to; its id is the caller's to derive. */
  public <C extends Command> Envelope<C> child(
      String childId, C command, String source, Instant now) {
    return new Envelope<>(
        childId,
        Catalogue.typeOf(command),
        source,
        command.about(),
        now,
        correlationId,
        id,
        actor,
        command);
  }

  /**
   * An event that handling this command gives, in the command's own domain. Its id is derived from
   * this id, the event's type, key and {@linkplain Event#facet() facet}.
   */
  public <E extends Event> Envelope<E> event(E event, String source, Instant now) {
    MessageType eventType = Catalogue.typeOf(event, type.domain());
    String eventId =
        DerivedId.of(id, eventType.text() + '\n' + event.about() + '\n' + event.facet());
    return new Envelope<>(
        eventId, eventType, source, event.about(), now, correlationId, id, actor, event);
  }
}
