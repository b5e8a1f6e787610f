package dev.vireo.bus.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.Message;
import dev.vireo.bus.schema.BodySchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Kafka records to messages. Only {@code ce_id}, {@code ce_type} and the value are required of a
 * sender; the rest is filled in. No record makes it throw.
 */
public final class RecordReader {

  private static final int MAX_ID = 200;

  private RecordReader() {}

  /** Reads a command that must belong to {@code domain}; its body is held against its schema. */
  public static Received readCommand(ConsumerRecord<byte[], byte[]> record, Domain domain) {
    return read(record, domain, true);
  }

  /** Reads an event. What our own services wrote is not held against the schema a second time. */
  public static Received readEvent(ConsumerRecord<byte[], byte[]> record, Domain domain) {
    return read(record, domain, false);
  }

  private static Received read(
      ConsumerRecord<byte[], byte[]> record, Domain domain, boolean command) {
    Context context = Context.of(record);
    try {
      return new Received.Understood(understood(record, context, domain, command));
    } catch (InvalidMessage e) {
      return context.notUnderstood(e.field(), e.getMessage() == null ? "" : e.getMessage());
    }
  }

  private static Envelope<? extends Message> understood(
      ConsumerRecord<byte[], byte[]> record, Context context, Domain domain, boolean command) {
    if (context.givenId == null) {
      throw new InvalidMessage(
          Header.ID,
          "the header is missing; it would be an id of your own making, such as a UUID, which is never used again");
    }
    if (context.givenId.length() > MAX_ID
        || !context.givenId.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new InvalidMessage(
          Header.ID, "it must be 1 to " + MAX_ID + " visible ASCII characters without blanks");
    }
    Catalogue.Entry entry = entry(context.type, domain, command);
    JsonNode body = body(record.value());
    if (command) {
      List<BodySchemas.Violation> violations = BodySchemas.check(entry, body);
      if (!violations.isEmpty()) {
        BodySchemas.Violation first = violations.getFirst();
        throw new InvalidMessage(first.field(), first.message());
      }
    }
    Message data = bind(entry, body);
    return new Envelope<>(
        context.id,
        entry.type(),
        context.source,
        data.about(),
        context.time,
        context.correlationId,
        context.causationId,
        context.actor,
        data);
  }

  private static Catalogue.Entry entry(String type, Domain domain, boolean command) {
    String known =
        command ? "; this topic takes " + String.join(", ", Catalogue.commandsOf(domain)) : "";
    if (type.isEmpty()) {
      throw new InvalidMessage(Header.TYPE, "the header is missing" + known);
    }
    Optional<Catalogue.Entry> entry = Catalogue.find(type);
    if (entry.isEmpty()) {
      throw new InvalidMessage(Header.TYPE, "'" + type + "' is no type that is known here" + known);
    }
    if (entry.get().type().domain() != domain || entry.get().isCommand() != command) {
      throw new InvalidMessage(
          Header.TYPE, "'" + type + "' travels on " + entry.get().topic() + known);
    }
    return entry.get();
  }

  private static JsonNode body(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      throw new InvalidMessage("(body)", "it is empty; a JSON object is expected");
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new InvalidMessage(
          "(body)", "it is not valid UTF-8; a JSON object in UTF-8 is expected");
    }
    try {
      JsonNode body = Json.MAPPER.readTree(value);
      if (body == null || !body.isObject()) {
        throw new InvalidMessage("(body)", "a JSON object is expected");
      }
      return body;
    } catch (JsonProcessingException e) {
      throw new InvalidMessage(
          "(body)",
          "it is not JSON: "
              + e.getOriginalMessage()
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")"));
    } catch (IOException e) {
      throw new InvalidMessage("(body)", "it cannot be read: " + e.getMessage());
    }
  }

  private static Message bind(Catalogue.Entry entry, JsonNode body) {
    try {
      return Json.MAPPER.treeToValue(body, entry.body());
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof InvalidMessage invalid) {
        throw invalid;
      }
      throw new InvalidMessage("(body)", String.valueOf(e.getOriginalMessage()));
    } catch (JsonProcessingException e) {
      throw new InvalidMessage("(body)", String.valueOf(e.getOriginalMessage()));
    }
  }

  /** What the headers say, with what they leave out filled in. */
  private record Context(
      @Nullable String givenId,
      String id,
      String type,
      String about,
      String source,
      Instant time,
      String correlationId,
      @Nullable String causationId,
      String actor) {

    static Context of(ConsumerRecord<byte[], byte[]> record) {
      Headers headers = record.headers();
      String givenId = Header.text(headers, Header.ID);
      String place = record.topic() + "/" + record.partition() + "/" + record.offset();
      String id = givenId == null ? DerivedId.of(place, "command") : givenId;
      String subject = Header.text(headers, Header.SUBJECT);
      String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
      return new Context(
          givenId,
          id,
          or(Header.text(headers, Header.TYPE), ""),
          or(subject, or(key, "")),
          or(Header.text(headers, Header.SOURCE), "/unknown"),
          time(Header.text(headers, Header.TIME), record.timestamp()),
          or(Header.text(headers, Header.CORRELATION_ID), id),
          Header.text(headers, Header.CAUSATION_ID),
          or(Header.text(headers, Header.ACTOR), "unknown"));
    }

    private static String or(@Nullable String text, String otherwise) {
      return text == null ? otherwise : text;
    }

    private static Instant time(@Nullable String text, long recordTime) {
      if (text != null) {
        try {
          return Instant.parse(text);
        } catch (DateTimeException e) {
          // The record's own time stands in for one that cannot be read: the context is a courtesy.
        }
      }
      return Instant.ofEpochMilli(Math.max(0, recordTime));
    }

    Received.NotUnderstood notUnderstood(String field, String reason) {
      return new Received.NotUnderstood(id, type, about, correlationId, actor, field, reason);
    }
  }
}
