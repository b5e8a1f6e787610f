package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.log.KafkaTopic;
import dev.vireo.ramcloud.log.LogSender;
import dev.vireo.ramcloud.log.LogSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of commits: one partition, read from its start, appended to, and cut off. */
final class CommitTopic implements AutoCloseable {

  /** A record where it lies. */
  record Placed(long offset, CommitRecord record) {}

  /** Who the topic is read for. Called on the reader's thread, which waits for the answer. */
  interface Sink {
    /** Nothing below this offset will be told. */
    CompletableFuture<Void> begins(long from);

    /**
     * The next records; often none, so that time can be told.
     *
     * @param next where reading goes on: what lies before that and was not told was cut off
     */
    CompletableFuture<Void> read(List<Placed> records, long next);

    /** A record cannot be believed, and no more are told. */
    void damaged(String why);
  }

  private static final Logger LOG = LoggerFactory.getLogger(CommitTopic.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long AGAIN_MILLIS = 200;
  private static final int CUT_SECONDS = 10;
  private static final byte[] NO_KEY = {};

  private static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    Damaged(String why) {
      super(why);
    }
  }

  private final LogSettings settings;
  private final TopicPartition partition;
  private final BooleanSupplier ready;
  private final Sink sink;
  private final LogSender sender;
  private final Thread thread;
  private volatile boolean closed;
  private volatile long cutAt;
  private long cutDone;

  /** What is read next; negative before anything was. */
  private long position = -1;

  /**
   * A topic; nothing is read before {@link #start}.
   *
   * @param ready whether reading may begin
   */
  CommitTopic(LogSettings settings, BooleanSupplier ready, Sink sink) {
    this.settings = settings;
    this.ready = ready;
    this.partition = new TopicPartition(settings.commitsTopic(), 0);
    this.sink = sink;
    this.sender = new LogSender(settings, settings.masterId() + "-commits");
    this.thread = Thread.ofPlatform().name("commit-reader").daemon().unstarted(this::run);
  }

  /** Starts reading; returns at once. Where Kafka is away it waits for it. */
  void start() {
    thread.start();
  }

  /** Appends a record; what became of it is seen by reading. Never waits. */
  void append(CommitRecord record) {
    sender.send(
        new ProducerRecord<>(partition.topic(), 0, NO_KEY, CommitFormat.encode(record)),
        offset -> {
          // Whoever needs it to be there sees that it is not, and sends it again.
        });
  }

  /** Lets Kafka forget what lies below the offset, soon. */
  void cut(long offset) {
    cutAt = Math.max(cutAt, offset);
  }

  private void run() {
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> consumer = open()) {
        follow(consumer);
      } catch (Damaged e) {
        LOG.error(
            "{}. Commits over several tablets end here; restore the topic, or set vireo.ramcloud.skip-damaged=true",
            e.getMessage());
        sink.damaged(String.valueOf(e.getMessage()));
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RejectedExecutionException e) {
        // The shard has ended.
        return;
      } catch (KafkaException | ExecutionException | TimeoutException e) {
        LOG.warn("the commits cannot be read: {}; it is tried again", e.toString());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KafkaConsumer<byte[], byte[]> open()
      throws InterruptedException, ExecutionException, TimeoutException {
    var _ =
        KafkaTopic.ensure(
            settings.kafka(), settings.commitsTopic(), 1, settings.commitsConfiguration());
    while (!closed && !(ready.getAsBoolean() && sender.knows(settings.commitsTopic()))) {
      Thread.sleep(AGAIN_MILLIS);
    }
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put("client.id", settings.masterId() + "-commit-reader");
    properties.put("enable.auto.commit", "false");
    // What lies before what there is was cut off, and is over.
    properties.put("auto.offset.reset", "earliest");
    properties.put("fetch.max.wait.ms", "100");
    properties.put("reconnect.backoff.max.ms", "500");
    properties.put("request.timeout.ms", "5000");
    properties.put("metadata.max.age.ms", "30000");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer)
      throws InterruptedException, ExecutionException, Damaged {
    consumer.assign(List.of(partition));
    if (position < 0) {
      consumer.seekToBeginning(List.of(partition));
      position = consumer.position(partition);
      sink.begins(position).get();
    } else {
      consumer.seek(partition, position);
    }
    while (!closed) {
      List<Placed> batch = new ArrayList<>();
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
          batch.add(new Placed(record.offset(), read(record)));
          position = record.offset() + 1;
        }
        position = Math.max(position, consumer.position(partition));
      } catch (KafkaException e) {
        // Time goes on without Kafka, too.
        LOG.warn("the commits cannot be read: {}; it is tried again", e.toString());
        consumer.seek(partition, position);
        Thread.sleep(POLL);
      }
      sink.read(batch, position).get();
      cutOff();
    }
  }

  private CommitRecord read(ConsumerRecord<byte[], byte[]> record) throws Damaged {
    try {
      return CommitFormat.decode(record.value());
    } catch (IOException e) {
      String why =
          "record at offset %d of %s cannot be taken: %s"
              .formatted(record.offset(), partition.topic(), e.getMessage());
      if (!settings.skipDamaged()) {
        throw new Damaged(why);
      }
      LOG.error("{}. It is skipped, as vireo.ramcloud.skip-damaged says", why);
      return new CommitRecord.Unreadable();
    }
  }

  private void cutOff() {
    long wanted = cutAt;
    if (wanted > cutDone) {
      cutDone = wanted;
      Thread.ofVirtual().name("commit-cut").start(() -> cutOffBelow(wanted));
    }
  }

  /** Where it fails, the next one cuts off more. */
  private void cutOffBelow(long offset) {
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    try (Admin admin = Admin.create(properties)) {
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
          .all()
          .get(CUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("{} could not be cut off below {}: {}", partition, offset, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(Duration.ofSeconds(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
