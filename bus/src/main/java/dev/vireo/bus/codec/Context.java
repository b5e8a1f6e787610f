package dev.vireo.bus.codec;

import dev.vireo.bus.DerivedId;
import dev.vireo.bus.InvalidMessage;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a record say, with what they leave out filled in. Whatever they say, the id
 * is one that can be kept, and every text is a line of bounded length.
 *
 * @param givenId the id that the sender gave
 * @param id that id if it is a good one, else one derived from the record's place
 */
record Context(
    @Nullable String givenId,
    String id,
    String type,
    String about,
    String source,
    Instant time,
    String correlationId,
    @Nullable String causationId,
    String actor) {

  private static final int MAX_ID = 200;
  private static final int MAX_ABOUT = 1_000;

  /** What ISO 8601 and PostgreSQL both can write; a time beyond it is no time. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  static Context of(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    String givenId = Header.text(headers, Header.ID);
    String place = record.topic() + "/" + record.partition() + "/" + record.offset();
    String id = givenId != null && isId(givenId) ? givenId : DerivedId.of(place, "command");
    String subject = Header.text(headers, Header.SUBJECT);
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    return new Context(
        givenId,
        id,
        or(Header.text(headers, Header.TYPE), ""),
        subject == null ? Text.line(key, MAX_ABOUT) : subject,
        or(Header.text(headers, Header.SOURCE), "/unknown"),
        time(Header.text(headers, Header.TIME), record.timestamp()),
        or(Header.text(headers, Header.CORRELATION_ID), or(givenId, id)),
        Header.text(headers, Header.CAUSATION_ID),
        or(Header.text(headers, Header.ACTOR), "unknown"));
  }

  /** Refuses ids that cannot be kept and found again. */
  void check() {
    if (givenId == null) {
      throw new InvalidMessage(
          Header.ID,
          "the header is missing; it would be an id of your own making, such as a UUID, which is never used again");
    }
    checkId(Header.ID, givenId);
    checkId(Header.CORRELATION_ID, correlationId);
    if (causationId != null) {
      checkId(Header.CAUSATION_ID, causationId);
    }
  }

  /** The record, of which this is the context, cannot be taken. */
  Received.NotUnderstood notUnderstood(String field, String reason) {
    return new Received.NotUnderstood(
        id, type, about, isId(correlationId) ? correlationId : id, actor, field, reason);
  }

  private static void checkId(String header, String id) {
    if (!isId(id)) {
      throw new InvalidMessage(
          header,
          "'"
              + Text.line(id, 60)
              + "' is no id; it must be 1 to "
              + MAX_ID
              + " visible ASCII characters without blanks");
    }
  }

  private static boolean isId(String text) {
    return text.length() <= MAX_ID && text.chars().allMatch(c -> c > ' ' && c < 127);
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static Instant time(@Nullable String text, long recordTime) {
    if (text != null) {
      try {
        Instant time = Instant.parse(text);
        if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
          return time;
        }
      } catch (DateTimeException e) {
        // The record's own time stands in for one that cannot be read: the context is a courtesy.
      }
    }
    return Instant.ofEpochMilli(Math.clamp(recordTime, 0, LATEST.toEpochMilli()));
  }
}
