package dev.vireo.ramcloud.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads tablets' logs, several at once, and checks every record. Each partition belongs to one of
 * the threads, so that a replay uses as many cores as there are threads.
 */
final class LogReader implements AutoCloseable {

  /** Who a partition is read for. Called on a reader's thread. */
  interface Sink {
    /**
     * The next records.
     *
     * @param through the offset that reading has come to, this one included: what of those before
     *     it was not told is not there
     */
    void read(List<LogRecord> records, long through);
  }

  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(50);

  /** So many batches may wait for a shard before its partition is paused. */
  private static final int BATCHES_WAITING = 4;

  private final List<Lane> lanes = new ArrayList<>();

  LogReader(LogSettings settings, int threads) {
    for (int i = 0; i < threads; i++) {
      lanes.add(new Lane(settings, i));
    }
  }

  /** Reads a partition from an offset on, until told otherwise. */
  void follow(int partition, long from, Sink sink) {
    lane(partition).ask(new Request(partition, from, sink));
  }

  /** Reads it no more. Batches that were told already may still be on their way. */
  void stop(int partition) {
    lane(partition).ask(new Request(partition, -1, (records, through) -> {}));
  }

  /** A batch was taken; to be called once for each. */
  void delivered(int partition) {
    lane(partition).waiting(partition).decrementAndGet();
  }

  /** Whether reading has come to the end of the partition lately. */
  boolean caughtUp(int partition) {
    return lane(partition).caughtUp.contains(partition);
  }

  @Override
  public void close() {
    lanes.forEach(Lane::close);
  }

  private Lane lane(int partition) {
    return lanes.get(partition % lanes.size());
  }

  /** From a negative offset: no more. */
  private record Request(int partition, long from, Sink sink) {}

  private static final class Lane implements AutoCloseable {
    private final LogSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> waiting = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Sink> sinks = new HashMap<>();
    private final Map<TopicPartition, Long> told = new HashMap<>();
    private final Thread thread;
    final Set<Integer> caughtUp = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    Lane(LogSettings settings, int number) {
      this.settings = settings;
      Properties properties = new Properties();
      properties.putAll(settings.kafka());
      properties.put("client.id", settings.masterId() + "-reader-" + number);
      properties.put("enable.auto.commit", "false");
      properties.put("auto.offset.reset", "earliest");
      properties.put("max.poll.records", "5000");
      properties.put("fetch.max.wait.ms", "100");
      properties.put("fetch.max.bytes", Integer.toString(8 << 20));
      properties.put("reconnect.backoff.max.ms", "500");
      properties.put("request.timeout.ms", "5000");
      properties.put("metadata.max.age.ms", "30000");
      this.consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.thread = Thread.ofPlatform().name("log-reader-" + number).daemon().start(this::readOn);
    }

    AtomicInteger waiting(int partition) {
      return waiting.computeIfAbsent(partition, p -> new AtomicInteger());
    }

    void ask(Request request) {
      requests.add(request);
      consumer.wakeup();
    }

    private void readOn() {
      while (!closing) {
        try {
          change();
          hold();
          if (consumer.assignment().isEmpty()) {
            Thread.sleep(POLL);
          } else {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            tell(records);
          }
        } catch (WakeupException asked) {
          // There is a request, or the end.
          rewind();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        } catch (KafkaException e) {
          LOG.warn("the log cannot be read: {}; it is tried again", e.toString());
          rewind();
        }
      }
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    /** Goes back to what was told last: what came after it was dropped on the way. */
    private void rewind() {
      told.forEach(
          (partition, offset) -> {
            if (consumer.assignment().contains(partition)) {
              consumer.seek(partition, offset.longValue());
            }
          });
    }

    private void change() {
      Request request;
      boolean changed = false;
      Map<TopicPartition, Long> from = new HashMap<>();
      while ((request = requests.poll()) != null) {
        TopicPartition partition = new TopicPartition(settings.topic(), request.partition());
        changed = true;
        caughtUp.remove(request.partition());
        if (request.from() < 0) {
          sinks.remove(partition);
          from.remove(partition);
        } else {
          sinks.put(partition, request.sink());
          from.put(partition, request.from());
        }
      }
      if (changed) {
        consumer.assign(sinks.keySet());
        from.forEach(
            (partition, offset) -> {
              consumer.seek(partition, offset.longValue());
              told.put(partition, offset);
            });
      }
    }

    private void hold() {
      for (TopicPartition partition : consumer.assignment()) {
        if (waiting(partition.partition()).get() >= BATCHES_WAITING) {
          consumer.pause(List.of(partition));
        } else {
          consumer.resume(List.of(partition));
        }
      }
    }

    private void tell(ConsumerRecords<byte[], byte[]> records) {
      for (TopicPartition partition : consumer.assignment()) {
        Sink sink = sinks.get(partition);
        long position = consumer.position(partition);
        if (sink != null && position > told.getOrDefault(partition, 0L)) {
          List<LogRecord> batch = new ArrayList<>();
          for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
            batch.add(RecordFormat.read(record));
          }
          told.put(partition, position);
          waiting(partition.partition()).incrementAndGet();
          sink.read(batch, position - 1);
        }
        var lag = consumer.currentLag(partition);
        if (lag.isPresent() && lag.getAsLong() == 0) {
          caughtUp.add(partition.partition());
        }
      }
    }

    @Override
    public void close() {
      closing = true;
      consumer.wakeup();
      try {
        thread.join(Duration.ofSeconds(3));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
