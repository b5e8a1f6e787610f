package dev.vireo.bus.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Message;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Messages to Kafka records, on the topic their type belongs to and under their key. */
public final class RecordWriter {

  private RecordWriter() {}

  /** The record of a message. */
  public static ProducerRecord<byte[], byte[]> write(Envelope<? extends Message> envelope) {
    Catalogue.Entry entry =
        Catalogue.find(envelope.type().text())
            .orElseThrow(
                () -> new IllegalArgumentException(envelope.type() + " is not in the catalogue"));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            entry.topic(),
            null,
            envelope.time().toEpochMilli(),
            envelope.subject().getBytes(StandardCharsets.UTF_8),
            json(envelope.data()));
    Headers headers = record.headers();
    put(headers, Header.SPEC_VERSION, "1.0");
    put(headers, Header.CONTENT_TYPE, "application/json");
    put(headers, Header.ID, envelope.id());
    put(headers, Header.TYPE, envelope.type().text());
    put(headers, Header.SOURCE, envelope.source());
    put(headers, Header.SUBJECT, envelope.subject());
    put(headers, Header.TIME, envelope.time().toString());
    put(headers, Header.DATA_SCHEMA, "https://vireo.dev/" + envelope.type().schema());
    put(headers, Header.CORRELATION_ID, envelope.correlationId());
    put(headers, Header.CAUSATION_ID, envelope.causationId());
    put(headers, Header.ACTOR, envelope.actor());
    return record;
  }

  private static byte[] json(Message body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a body: " + body.getClass(), e);
    }
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
