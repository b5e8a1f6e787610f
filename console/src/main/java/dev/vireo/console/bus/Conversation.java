package dev.vireo.console.bus;

import dev.vireo.bus.Command;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupProgressed;
import dev.vireo.bus.codec.Header;
import dev.vireo.bus.codec.Received;
import dev.vireo.bus.codec.RecordReader;
import dev.vireo.bus.codec.RecordWriter;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.outcome.CommandProgressed;
import dev.vireo.bus.outcome.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Publishes commands of a domain and hears what comes of them. It listens from before it speaks, so
 * that no answer is missed. For one thread.
 */
public final class Conversation implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LATECOMERS = Duration.ofSeconds(10);

  private final KafkaAccess kafka;
  private final Domain domain;
  private final @Nullable KafkaConsumer<byte[], byte[]> ears;

  private Conversation(
      KafkaAccess kafka, Domain domain, @Nullable KafkaConsumer<byte[], byte[]> ears) {
    this.kafka = kafka;
    this.domain = domain;
    this.ears = ears;
  }

  /** Only to speak: the answers are of no interest. */
  public static Conversation speakOnly(KafkaAccess kafka, Domain domain) {
    kafka.requireAnswer();
    return new Conversation(kafka, domain, null);
  }

  /** To speak and to listen, from now on. */
  public static Conversation open(KafkaAccess kafka, Domain domain) {
    kafka.requireAnswer();
    @Nullable KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = kafka.consumer();
      List<TopicPartition> partitions =
          KafkaAccess.partitions(
              consumer, List.of(domain.events(), domain.progress()), kafka.servers());
      consumer.assign(partitions);
      consumer.endOffsets(partitions).forEach(consumer::seek);
      return new Conversation(kafka, domain, consumer);
    } catch (RuntimeException e) {
      if (consumer != null) {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
      }
      if (e instanceof KafkaException || e instanceof dev.vireo.console.Trouble) {
        throw kafka.trouble("looking for " + domain.events(), e);
      }
      throw e;
    }
  }

  /** Publishes commands; they are on all in-sync replicas when this returns. */
  public void say(List<Envelope<? extends Command>> commands) {
    sayRecords(commands.stream().map(RecordWriter::write).toList());
  }

  /** Publishes records as they are. */
  public void sayRecords(List<ProducerRecord<byte[], byte[]>> records) {
    try (Publisher publisher = new Publisher(kafka.forProducer(), "vireo-console")) {
      List<CompletableFuture<Void>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(publisher.send(record));
      }
      for (CompletableFuture<Void> each : sent) {
        each.get(20, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw kafka.trouble(publishing(), e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw kafka.trouble(publishing(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw kafka.trouble(publishing(), e);
    }
  }

  private String publishing() {
    return "publishing to " + domain.commands();
  }

  /**
   * Listens until each of the commands has ended, or for this long.
   *
   * @param ids the commands' ids, which are also their correlation ids
   * @param patience how long at most
   * @param keep which events are of interest besides the outcomes
   */
  public Heard follow(
      Collection<String> ids,
      Duration patience,
      Set<Class<? extends Event>> keep,
      Listener listener) {
    if (ears == null) {
      throw new IllegalStateException("this conversation does not listen");
    }
    Hearing hearing = new Hearing(ids, keep, listener);
    try {
      long begin = System.nanoTime();
      while (hearing.outcomes.size() < hearing.ids.size()) {
        Duration since = Duration.ofNanos(System.nanoTime() - begin);
        if (since.compareTo(patience) >= 0) {
          return hearing.result();
        }
        if (!hearing.anything) {
          listener.silence(since);
        }
        ears.poll(POLL).forEach(hearing::hear);
      }
      hearLatecomers(ears, hearing);
      return hearing.result();
    } catch (KafkaException e) {
      throw kafka.trouble("following the command on " + domain.events(), e);
    }
  }

  /**
   * What was said before the outcome may lie in another partition and be read after it: reads on to
   * where the topics end now.
   */
  private void hearLatecomers(KafkaConsumer<byte[], byte[]> consumer, Hearing hearing) {
    List<TopicPartition> events =
        consumer.assignment().stream()
            .filter(partition -> partition.topic().equals(domain.events()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(events);
    long deadline = System.nanoTime() + LATECOMERS.toNanos();
    while (ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
        && System.nanoTime() < deadline) {
      consumer.poll(POLL).forEach(hearing::hear);
    }
  }

  @Override
  public void close() {
    if (ears != null) {
      ears.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  /** What was heard so far. */
  private final class Hearing {
    private final Set<String> ids;
    private final Set<String> keep = new HashSet<>();
    private final Listener listener;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final Map<String, Envelope<? extends Event>> events = new LinkedHashMap<>();
    private boolean anything;

    Hearing(Collection<String> ids, Set<Class<? extends Event>> keep, Listener listener) {
      this.ids = Set.copyOf(ids);
      this.listener = listener;
      keep.forEach(body -> this.keep.add(body.getSimpleName()));
      Outcomes.TYPES.forEach(this.keep::add);
    }

    void hear(ConsumerRecord<byte[], byte[]> record) {
      if (!ids.contains(header(record, Header.CORRELATION_ID))) {
        return;
      }
      anything = true;
      if (!keep.contains(TypeNames.simple(header(record, Header.TYPE)))) {
        return; // bodies that nobody asked for, such as whole scans, are not even read
      }
      if (RecordReader.readEvent(record, domain) instanceof Received.Understood understood) {
        take(understood.event());
      }
    }

    private void take(Envelope<? extends Event> event) {
      switch (event.data()) {
        case CommandProgressed tick -> {
          if (ids.contains(tick.command())) {
            listener.progressed(tick);
          }
        }
        case BackupProgressed tick -> {
          if (ids.contains(tick.run())) {
            listener.progressed(inMebibytes(tick));
          }
        }
        case Outcome outcome when ids.contains(outcome.command()) -> {
          if (outcomes.putIfAbsent(outcome.command(), outcome) == null) {
            listener.ended(outcomes.size(), ids.size());
          }
        }
        default -> events.putIfAbsent(event.id(), event);
      }
    }

    /** A run that reads more than the last one did is never shown as past its end. */
    private static CommandProgressed inMebibytes(BackupProgressed tick) {
      Long expected = tick.expectedBytes();
      int done = (int) (tick.bytes() >> 20);
      return new CommandProgressed(
          tick.run(),
          tick.job(),
          done,
          expected == null ? 0 : Math.max(done, (int) (expected >> 20)),
          0,
          "MiB read, %,d files, after %d s".formatted(tick.files(), tick.seconds()));
    }

    Heard result() {
      return new Heard(outcomes, List.copyOf(events.values()), anything);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
