package dev.vireo.bus.kit;

import dev.vireo.bus.Domain;
import dev.vireo.bus.codec.Received;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Keeps records that could not be read, as they came, with the reason in headers {@code
 * vireo_field} and {@code vireo_reason} and their place in {@code vireo_origin}. A crash may keep
 * one twice; both then name the same origin.
 */
final class DeadLetters {

  /** What is kept of a value that is too large to be kept whole; its size is in a header. */
  private static final int BEGINNING = 1024 * 1024;

  private final Domain domain;
  private final Publisher publisher;

  DeadLetters(Domain domain, Publisher publisher) {
    this.domain = domain;
    this.publisher = publisher;
  }

  /** Returns when the record is kept. */
  void add(ConsumerRecord<byte[], byte[]> record, Received.NotUnderstood why)
      throws InterruptedException {
    String doing = "keeping " + record.topic() + "/" + record.partition() + "/" + record.offset();
    try {
      Refused.orAcknowledged(doing, publisher.send(letter(record, why)));
    } catch (Refused tooLarge) {
      // A sender's better compression can bring a record through that would not go out again.
      byte[] value = record.value();
      byte[] beginning =
          value == null ? null : Arrays.copyOf(value, Math.min(value.length, BEGINNING));
      ProducerRecord<byte[], byte[]> letter =
          new ProducerRecord<>(domain.deadLetters(), null, null, beginning);
      say(letter, record, why);
      add(letter, "vireo_size", Integer.toString(value == null ? 0 : value.length));
      Refused.orAcknowledged(doing, publisher.send(letter));
    }
  }

  private ProducerRecord<byte[], byte[]> letter(
      ConsumerRecord<byte[], byte[]> record, Received.NotUnderstood why) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            domain.deadLetters(), null, record.key(), record.value(), record.headers());
    say(letter, record, why);
    return letter;
  }

  private static void say(
      ProducerRecord<byte[], byte[]> letter,
      ConsumerRecord<byte[], byte[]> record,
      Received.NotUnderstood why) {
    add(letter, "vireo_field", why.field());
    add(letter, "vireo_reason", why.reason());
    add(letter, "vireo_origin", record.topic() + "/" + record.partition() + "/" + record.offset());
  }

  private static void add(ProducerRecord<byte[], byte[]> letter, String name, String text) {
    letter.headers().add(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
