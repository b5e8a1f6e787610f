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
import java.util.concurrent.locks.LockSupport;
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

  /**
   * Records are handed on in batches of so many at most. What waits between two threads outlives a
   * young collection, so it is to be little.
   */
  private static final int BATCH = 500;

  /** So many batches may wait for a shard before no more are read for it. */
  private static final int BATCHES_WAITING = 8;

  /** For how long a reader that waits for its shard sleeps, if nobody wakes it. */
  private static final long PAUSE_NANOS = 5_000_000;

  /** What one answer of a broker holds: read and checked at once while the next one is fetched. */
  private static final int FETCH_BYTES = 4 << 20;

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
    lane(partition).delivered();
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
    private final AtomicInteger waiting = new AtomicInteger();
    private final RecordReader format = new RecordReader();
    private final Map<TopicPartition, Sink> sinks = new HashMap<>();
    private final Map<TopicPartition, Long> told = new HashMap<>();
    private List<TopicPartition> assigned = List.of();
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
      properties.put("fetch.max.bytes", Integer.toString(FETCH_BYTES));
      // The system finds out how much a connection can have on its way.
      properties.put("receive.buffer.bytes", "-1");
      properties.put("reconnect.backoff.max.ms", "500");
      properties.put("request.timeout.ms", "5000");
      properties.put("metadata.max.age.ms", "30000");
      this.consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.thread = Thread.ofPlatform().name("log-reader-" + number).daemon().start(this::readOn);
    }

    void delivered() {
      if (waiting.decrementAndGet() == BATCHES_WAITING / 2) {
        LockSupport.unpark(thread);
      }
    }

    void ask(Request request) {
      requests.add(request);
      consumer.wakeup();
      LockSupport.unpark(thread);
    }

    private void readOn() {
      while (!closing) {
        try {
          change();
          if (assigned.isEmpty()) {
            LockSupport.parkNanos(this, POLL.toNanos());
          } else {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            tell(records);
          }
        } catch (WakeupException asked) {
          // There is a request, or the end.
          rewind();
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
            if (assigned.contains(partition)) {
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
        assigned = List.copyOf(sinks.keySet());
        from.forEach(
            (partition, offset) -> {
              consumer.seek(partition, offset.longValue());
              told.put(partition, offset);
            });
      }
    }

    private void tell(ConsumerRecords<byte[], byte[]> records) {
      for (TopicPartition partition : assigned) {
        Sink sink = sinks.get(partition);
        long position = consumer.position(partition);
        if (sink != null && position > told.getOrDefault(partition, 0L)) {
          tell(partition, records.records(partition), position - 1, sink);
        }
        var lag = consumer.currentLag(partition);
        if (lag.isPresent() && lag.getAsLong() == 0) {
          caughtUp.add(partition.partition());
        }
      }
    }

    private void tell(
        TopicPartition partition,
        List<ConsumerRecord<byte[], byte[]>> records,
        long through,
        Sink sink) {
      int next = 0;
      do {
        int end = Math.min(next + BATCH, records.size());
        List<LogRecord> batch = new ArrayList<>(end - next);
        for (; next < end; next++) {
          batch.add(format.read(records.get(next)));
        }
        long come = next < records.size() ? records.get(next - 1).offset() : through;
        awaitRoom();
        told.put(partition, come + 1);
        waiting.incrementAndGet();
        sink.read(batch, come);
      } while (next < records.size());
    }

    /** Waits until the shard has taken enough of what it was told. */
    private void awaitRoom() {
      while (waiting.get() >= BATCHES_WAITING && !closing) {
        LockSupport.parkNanos(this, PAUSE_NANOS);
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
