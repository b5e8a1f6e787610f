package dev.vireo.bus.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.Message;
import dev.vireo.bus.schema.BodySchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka records to messages. Only {@code ce_id}, {@code ce_type} and the value are required of a
 * sender; the rest is filled in. No record makes it throw.
 */
public final class RecordReader {

  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
  private static final String WHOLE = "(body)";

  /** Room for a selector that lists a fleet by name; it is repeated in every outcome. */
  private static final int MAX_ABOUT = 100_000;

  /** What Jackson says of its own source, which tells a sender nothing. */
  private static final Pattern OWN_SOURCE =
      Pattern.compile(" ?\\(start marker at [^)]*\\)[^)]*\\)");

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
    } catch (RuntimeException e) {
      // Whoever reads a topic must get past every record on it.
      LOG.error(
          "a defect in reading {}/{}/{}", record.topic(), record.partition(), record.offset(), e);
      return context.notUnderstood(WHOLE, "it cannot be read: " + Text.line(e.toString(), 200));
    }
  }

  private static Envelope<? extends Message> understood(
      ConsumerRecord<byte[], byte[]> record, Context context, Domain domain, boolean command) {
    context.check();
    Catalogue.Entry entry = entry(context.type(), domain, command);
    Message data = command ? command(entry, record.value()) : event(entry, record.value());
    if (data.about().length() > MAX_ABOUT) {
      throw new InvalidMessage(
          WHOLE,
          "what it is about is "
              + data.about().length()
              + " characters long, '"
              + Text.line(data.about(), 60)
              + "'; at most "
              + MAX_ABOUT
              + " are taken");
    }
    return new Envelope<>(
        context.id(),
        entry.type(),
        context.source(),
        data.about(),
        context.time(),
        context.correlationId(),
        context.causationId(),
        context.actor(),
        data);
  }

  private static Message command(Catalogue.Entry entry, byte @Nullable [] value) {
    JsonNode body = body(value);
    List<BodySchemas.Violation> violations = BodySchemas.check(entry, body);
    if (!violations.isEmpty()) {
      BodySchemas.Violation first = violations.getFirst();
      throw new InvalidMessage(first.field(), first.message());
    }
    return bind(entry, body);
  }

  /** Events are many, some are large, and nearly all are well: those are read in one go. */
  private static Message event(Catalogue.Entry entry, byte @Nullable [] value) {
    Message data = null;
    if (value != null && value.length > 0) {
      try {
        data =
            isPlainObject(value)
                ? Json.MAPPER.readValue(value, entry.body())
                : Json.MAPPER.readValue(text(value), entry.body());
      } catch (IOException e) {
        LOG.debug("an event of {} is looked at closely: {}", entry.type(), e.getMessage());
      }
    }
    if (data == null) {
      data = bind(entry, body(value));
    }
    complete(data);
    return data;
  }

  /**
   * Whether the bytes begin as an object in UTF-8 does, without a byte order mark, so that the
   * parser takes them for nothing else.
   */
  private static boolean isPlainObject(byte[] value) {
    return value.length > 1 && value[0] == '{' && value[1] != 0;
  }

  private static Catalogue.Entry entry(String type, Domain domain, boolean command) {
    String known =
        command ? "; this topic takes " + String.join(", ", Catalogue.commandsOf(domain)) : "";
    if (type.isEmpty()) {
      throw new InvalidMessage(Header.TYPE, "the header is missing" + known);
    }
    Optional<Catalogue.Entry> entry = Catalogue.find(type);
    if (entry.isEmpty()) {
      throw new InvalidMessage(
          Header.TYPE, "'" + Text.line(type, 200) + "' is no type that is known here" + known);
    }
    if (entry.get().type().domain() != domain || entry.get().isCommand() != command) {
      throw new InvalidMessage(
          Header.TYPE, "'" + type + "' travels on " + entry.get().topic() + known);
    }
    return entry.get();
  }

  private static JsonNode body(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      throw new InvalidMessage(WHOLE, "it is empty; a JSON object is expected");
    }
    String text = text(value);
    try {
      JsonNode body = Json.MAPPER.readTree(text);
      if (body == null || !body.isObject()) {
        throw new InvalidMessage(WHOLE, "it is " + kind(body) + "; a JSON object is expected");
      }
      return body;
    } catch (StreamConstraintsException e) {
      throw new InvalidMessage(WHOLE, "it is more than is read of JSON: " + said(e));
    } catch (JsonProcessingException e) {
      throw new InvalidMessage(WHOLE, "it is not JSON: " + said(e) + place(e.getLocation()));
    }
  }

  private static String kind(@Nullable JsonNode body) {
    return switch (body == null ? JsonNodeType.MISSING : body.getNodeType()) {
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      default -> "empty";
    };
  }

  /** The bytes as text; a byte order mark, which some shells put before what they send, is not. */
  private static String text(byte[] value) {
    CharBuffer text;
    ByteBuffer bytes = ByteBuffer.wrap(value);
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
    } catch (CharacterCodingException e) {
      throw new InvalidMessage(
          WHOLE,
          "it is not valid UTF-8 at byte "
              + (bytes.position() + 1)
              + "; a JSON object in UTF-8 is expected");
    }
    return !text.isEmpty() && text.charAt(0) == '\uFEFF'
        ? text.subSequence(1, text.length()).toString()
        : text.toString();
  }

  private static String said(JsonProcessingException e) {
    return Text.line(OWN_SOURCE.matcher(e.getOriginalMessage()).replaceAll(""), 300);
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null || at.getLineNr() < 0
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static Message bind(Catalogue.Entry entry, JsonNode body) {
    try {
      return Json.MAPPER.treeToValue(body, entry.body());
    } catch (ValueInstantiationException e) {
      if (e.getCause() instanceof InvalidMessage invalid) {
        throw invalid;
      }
      throw new InvalidMessage(field(e), said(e));
    } catch (JsonMappingException e) {
      throw new InvalidMessage(field(e), said(e));
    } catch (JsonProcessingException e) {
      throw new InvalidMessage(WHOLE, said(e));
    }
  }

  /** Such as {@code roundRobin.iops} and {@code devices[2]}. */
  private static String field(JsonMappingException e) {
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(Text.line(step.getFieldName(), 60));
      }
    }
    return field.isEmpty() ? WHOLE : field.toString();
  }

  private static void complete(Message data) {
    Optional<String> missing =
        data instanceof Record body ? Required.missing(body) : Optional.empty();
    if (missing.isPresent()) {
      throw new InvalidMessage(missing.get(), "is missing");
    }
  }
}
