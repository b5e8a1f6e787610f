package dev.vireo.ramcloud.meta;

import dev.vireo.ramcloud.store.Tables;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Changes tables so that no two masters decide on the same state. They share one transactional id:
 * who begins fences all others and ends what they had begun. It then writes a record within its
 * transaction, reads everything below that record, decides, and commits; a commit that succeeds
 * proves that nobody began in between. Every change can be asked for again without harm.
 */
final class MetaChanges {

  /**
   * What a change writes, and what it answers.
   *
   * @param records nothing: it is so already
   */
  record Plan<T>(List<MetaRecord> records, T answer) {}

  /** It failed; {@code mayBeDone}: unless it did not. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    final boolean mayBeDone;

    Failed(boolean mayBeDone, Throwable cause) {
      super(String.valueOf(cause.getMessage()), cause);
      this.mayBeDone = mayBeDone;
    }
  }

  private final MetaSettings settings;
  private final MetaFollower follower;

  MetaChanges(MetaSettings settings, MetaFollower follower) {
    this.settings = settings;
    this.follower = follower;
  }

  /**
   * Brings a change about; when it returns, it is in force at this master. It waits for Kafka.
   *
   * @param plan what to write, given the tables that there are; it may be asked several times
   */
  <T> T change(Function<Tables, Plan<T>> plan) throws Failed, InterruptedException {
    long until = System.nanoTime() + settings.bound().toNanos();
    boolean mayBeDone = false;
    Throwable last = new TimeoutException("there was no time");
    while (System.nanoTime() - until < 0) {
      boolean[] committing = new boolean[1];
      try {
        return attempt(plan, committing);
      } catch (KafkaException | ExecutionException | TimeoutException e) {
        if (e instanceof InterruptException) {
          throw new InterruptedException();
        }
        last = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        // Whether a commit was done is known once the next attempt has read what there is.
        mayBeDone |= committing[0];
      }
      Thread.sleep(ThreadLocalRandom.current().nextLong(20, 100));
    }
    throw new Failed(mayBeDone, last);
  }

  private <T> T attempt(Function<Tables, Plan<T>> plan, boolean[] committing)
      throws ExecutionException, TimeoutException, InterruptedException {
    long end;
    T answer;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      producer.beginTransaction();
      long mine = send(producer, new MetaRecord.Beat(settings.masterId(), follower.applied()));
      follower.await(mine, settings.bound());
      Plan<T> planned = plan.apply(follower.tables());
      answer = planned.answer();
      if (planned.records().isEmpty()) {
        producer.abortTransaction();
        return answer;
      }
      long offset = mine;
      for (MetaRecord record : planned.records()) {
        offset = send(producer, record);
      }
      end = offset + 1;
      committing[0] = true;
      producer.commitTransaction();
    }
    follower.await(end, settings.bound());
    return answer;
  }

  private long send(KafkaProducer<byte[], byte[]> producer, MetaRecord record)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<RecordMetadata> sent = producer.send(kafka(settings.topic(), record));
    return sent.get(settings.bound().toMillis(), TimeUnit.MILLISECONDS).offset();
  }

  static ProducerRecord<byte[], byte[]> kafka(String topic, MetaRecord record) {
    @Nullable String value = record.value();
    return new ProducerRecord<>(
        topic,
        0,
        record.key().getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Properties properties = producing(settings, "-tables");
    properties.put("transactional.id", settings.topic() + "-tables");
    // Readers stop before an open transaction: one of a master that died must not last.
    properties.put("transaction.timeout.ms", "4000");
    properties.put("max.block.ms", "3000");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Properties producing(MetaSettings settings, String name) {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put("client.id", settings.masterId() + name);
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("linger.ms", "0");
    properties.put("request.timeout.ms", "2000");
    properties.put("delivery.timeout.ms", "3000");
    properties.put("reconnect.backoff.max.ms", "500");
    return properties;
  }
}
