package dev.vireo.ramcloud.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.store.Durability;
import dev.vireo.ramcloud.store.Table;
import dev.vireo.ramcloud.store.Tables;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What masters may act on while one of them hangs, or has died within a change. */
class MetaLogTest {

  private static final Duration LEASE = Duration.ofSeconds(2);

  private final String bootstrap = TestBackends.shared().bootstrapServers();

  @Test
  void a_drop_is_answered_when_a_master_that_hangs_may_not_act_on_the_table_any_more()
      throws Exception {
    Node hanging = new Node("hanging", "a");
    try (hanging;
        Node other = new Node("hanging", "b")) {
      Table made = create(other, "t");
      assertThat(hanging.log.tables().named("t")).contains(made);
      assertThat(hanging.log.current()).isTrue();
      hanging.hang.complete(null);
      Asked<Object> dropped = new Asked<>();
      other.log.drop("t", dropped.as());
      dropped.get();
      // It still believes in the table, and knows that it must not.
      assertThat(hanging.log.tables().named("t")).contains(made);
      assertThat(hanging.log.current()).isFalse();
      assertThat(other.log.tables().named("t")).isEmpty();
      hanging.goOn.countDown();
      until(hanging.log::current);
      assertThat(hanging.log.tables().named("t")).isEmpty();
    } finally {
      hanging.goOn.countDown();
    }
  }

  @Test
  void a_master_that_died_within_a_change_has_changed_nothing_and_keeps_nobody() throws Exception {
    String topic = "died.meta";
    try (Node living = new Node("died", "a")) {
      Table first = create(living, "first");
      var properties = MetaChanges.producing(living.settings, "-dead");
      properties.put("transactional.id", topic + "-tables");
      properties.put("transaction.timeout.ms", "60000");
      KafkaProducer<byte[], byte[]> dead =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
      dead.initTransactions();
      dead.beginTransaction();
      Table never = new Table(first.id() + 1, "never", Durability.LOG);
      dead.send(MetaChanges.kafka(topic, new MetaRecord.Made(never))).get(10, TimeUnit.SECONDS);
      // Its transaction is open, and would be for a minute.
      Table second = create(living, "second");
      assertThat(second.id()).isGreaterThan(first.id());
      assertThat(living.log.tables().named("never")).isEmpty();
      dead.close(Duration.ZERO);
    }
  }

  @Test
  void two_clients_never_have_one_name_and_their_leases_are_known_everywhere() throws Exception {
    try (Node a = new Node("leases", "a");
        Node b = new Node("leases", "b")) {
      Asked<Long> first = new Asked<>();
      Asked<Long> second = new Asked<>();
      a.log.lease(first.as());
      b.log.lease(second.as());
      assertThat(first.get()).isNotEqualTo(second.get());
      for (Node node : new Node[] {a, b}) {
        assertThat(node.log.holds(first.get())).isTrue();
        assertThat(node.log.holds(second.get())).isTrue();
        assertThat(node.log.holds(Math.max(first.get(), second.get()) + 1000)).isFalse();
      }
    }
  }

  private static Table create(Node by, String name) throws Exception {
    Asked<Table> made = new Asked<>();
    by.log.create(name, Durability.LOG, made.as());
    return made.get();
  }

  private static void until(BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  /** Waits for an answer. */
  private static final class Asked<T> {
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    <S extends T> Catalog.Answer<S> as() {
      return new Catalog.Answer<>() {
        @Override
        public void done(S value) {
          answer.complete(value);
        }

        @Override
        public void failed(String error) {
          answer.completeExceptionally(new AssertionError(error));
        }
      };
    }

    T get() throws Exception {
      return answer.get(60, TimeUnit.SECONDS);
    }
  }

  /** A master's catalog, whose shards take new tables unless they hang. */
  private final class Node implements AutoCloseable, MetaLog.Shards {
    final CompletableFuture<Void> hang = new CompletableFuture<>();
    final CountDownLatch goOn = new CountDownLatch(1);
    final MetaSettings settings;
    final MetaLog log;

    Node(String cluster, String id) throws InterruptedException {
      settings =
          new MetaSettings(
              Map.of("bootstrap.servers", bootstrap),
              cluster + ".meta",
              id,
              LEASE,
              Duration.ofSeconds(10));
      log = new MetaLog(settings, Tables.none(), this);
      log.start();
      until(log::current);
    }

    @Override
    public void adopt(Tables tables) {
      if (hang.isDone()) {
        try {
          goOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void keepLeases(LongPredicate kept) {}

    @Override
    public void close() {
      log.close();
    }
  }
}
