package dev.vireo.console.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An event record as it lies on its topic, whether its type is known here or not. */
public record EventRecord(ConsumerRecord<byte[], byte[]> record) {

  /** A header as text; empty if there is none. */
  public String header(String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** What it is about. */
  public String subject() {
    String subject = header(Header.SUBJECT);
    return subject.isEmpty() && record.key() != null
        ? new String(record.key(), StandardCharsets.UTF_8)
        : subject;
  }

  /** When it was said, or written where it does not say. */
  public String time() {
    String time = header(Header.TIME);
    return time.isEmpty() ? Instant.ofEpochMilli(record.timestamp()).toString() : time;
  }

  /** The event itself, if its type is known here. */
  public Optional<Received.Understood> understood() {
    return Arrays.stream(Domain.values())
        .filter(
            domain ->
                record.topic().equals(domain.events()) || record.topic().equals(domain.progress()))
        .findFirst()
        .map(domain -> RecordReader.readEvent(record, domain))
        .filter(Received.Understood.class::isInstance)
        .map(Received.Understood.class::cast);
  }

  /**
   * The CloudEvent in its JSON form, with {@code topic}, {@code partition} and {@code offset}
   * added. A body that is no JSON is given as text.
   */
  public ObjectNode document() {
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("specversion", "1.0");
    document.put("id", header(Header.ID));
    document.put("type", header(Header.TYPE));
    document.put("source", header(Header.SOURCE));
    document.put("subject", subject());
    document.put("time", time());
    document.put("correlationid", header(Header.CORRELATION_ID));
    if (!header(Header.CAUSATION_ID).isEmpty()) {
      document.put("causationid", header(Header.CAUSATION_ID));
    }
    document.put("actor", header(Header.ACTOR));
    document.put("topic", record.topic());
    document.put("partition", record.partition());
    document.put("offset", record.offset());
    document.set("data", body());
    return document;
  }

  private JsonNode body() {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    try {
      return Json.MAPPER.readTree(value);
    } catch (IOException e) {
      return Json.MAPPER.getNodeFactory().textNode(new String(value, StandardCharsets.UTF_8));
    }
  }
}
