package dev.vireo.bus.codec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as a broker would hand them over. */
public final class Records {

  private final Map<String, byte[]> headers = new LinkedHashMap<>();
  private byte @Nullable [] value = "{}".getBytes(StandardCharsets.UTF_8);
  private byte @Nullable [] key;

  private Records() {}

  /** A record with the headers that every sender must give, and an empty object. */
  public static Records of(String type) {
    return new Records().header(Header.ID, "cmd-1").header(Header.TYPE, type);
  }

  /** The record as a consumer gets it. */
  public static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        3,
        42,
        sent.timestamp() == null ? 0 : sent.timestamp(),
        TimestampType.CREATE_TIME,
        sent.key() == null ? -1 : sent.key().length,
        sent.value() == null ? -1 : sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  public Records header(String name, String text) {
    return header(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Records header(String name, byte[] bytes) {
    headers.put(name, bytes);
    return this;
  }

  public Records without(String name) {
    headers.remove(name);
    return this;
  }

  public Records value(String text) {
    return value(text.getBytes(StandardCharsets.UTF_8));
  }

  public Records value(byte @Nullable [] bytes) {
    value = bytes;
    return this;
  }

  public Records key(String text) {
    key = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public Records key(byte @Nullable [] bytes) {
    key = bytes;
    return this;
  }

  /** To be published on this topic. */
  public ProducerRecord<byte[], byte[]> to(String topic) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach(all::add);
    return new ProducerRecord<>(topic, null, null, key, value, all);
  }

  /** As read from this topic, partition 3, offset 42. */
  public ConsumerRecord<byte[], byte[]> from(String topic) {
    return received(to(topic));
  }
}
