package dev.vireo.bench.ramcloud;

import dev.vireo.bench.estate.NotMeasured;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The peer of durable writes: Kafka's own producer, with the same acknowledgements, on a topic that
 * is flushed to disk as often as the log is.
 */
final class BareProducer implements AutoCloseable {

  private static final String TOPIC = "bench.ramcloud";

  /** What a record of the log weighs with an object of a 16-byte key and 100 bytes. */
  private static final int KEY_BYTES = 25;

  private static final int VALUE_BYTES = 160;

  private final KafkaProducer<byte[], byte[]> producer;
  private final int partitions;
  private final byte[] value = new byte[VALUE_BYTES];
  private final Random random = new Random(1);

  private BareProducer(KafkaProducer<byte[], byte[]> producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
    random.nextBytes(value);
  }

  /**
   * Makes the topic.
   *
   * @param partitions as many as the log has
   */
  static BareProducer open(String kafka, int partitions) {
    topic(kafka, partitions);
    flushEachBatch(kafka, TOPIC);
    return new BareProducer(
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka,
                "acks", "all",
                "enable.idempotence", "true",
                "batch.size", Integer.toString(256 << 10),
                "linger.ms", "0"),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        partitions);
  }

  private static void topic(String kafka, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, partitions, (short) 1))).all().get();
    } catch (ExecutionException e) {
      throw new NotMeasured("the topic " + TOPIC + " cannot be made: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
  }

  /** Has a topic flushed to disk before anything that is written to it is acknowledged. */
  static void flushEachBatch(String kafka, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("flush.messages", "1"), AlterConfigOp.OpType.SET))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new NotMeasured("the topic " + topic + " cannot be set up: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
  }

  /** Records per second with so many on their way at any time. */
  double perSecond(int underway, int records) {
    Semaphore room = new Semaphore(underway);
    AtomicReference<Exception> failed = new AtomicReference<>();
    long began = System.nanoTime();
    try {
      for (int i = 0; i < records; i++) {
        room.acquire();
        var unused =
            producer.send(
                record(),
                (metadata, failure) -> {
                  room.release();
                  if (failure != null) {
                    failed.set(failure);
                  }
                });
      }
      room.acquire(underway);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
    if (failed.get() != null) {
      throw new NotMeasured("a record was not taken", failed.get());
    }
    return records * 1e9 / (System.nanoTime() - began);
  }

  /** How long each of some records takes, one after another, in nanoseconds. */
  long[] oneByOne(int records) {
    long[] nanos = new long[records];
    try {
      for (int i = 0; i < records; i++) {
        long at = System.nanoTime();
        producer.send(record()).get();
        nanos[i] = System.nanoTime() - at;
      }
    } catch (ExecutionException e) {
      throw new NotMeasured("a record was not taken: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
    return nanos;
  }

  private ProducerRecord<byte[], byte[]> record() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new ProducerRecord<>(TOPIC, random.nextInt(partitions), key, value);
  }

  @Override
  public void close() {
    producer.close();
  }
}
