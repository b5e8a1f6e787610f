package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.tablet.Safeguard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Masters on a real broker, in this process. */
class MasterLogTest {

  private static final int TABLETS = 4;
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final String bootstrap = TestBackends.shared().bootstrapServers();
  private final String topic = "vireo.ramcloud.log-" + TOPICS.incrementAndGet();

  @Test
  void a_cold_start_gives_all_back() throws Exception {
    try (TextMaster master = master("a")) {
      awaitReady(master);
      List<CompletableFuture<TextMaster.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        answers.add(master.write("key-" + i, "value-" + i));
      }
      for (var answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(TextMaster.Answer.Done.class);
      }
    }
    try (TextMaster next = master("b")) {
      awaitReady(next);
      for (int i = 0; i < 2_000; i++) {
        assertThat(next.read("key-" + i).get(10, TimeUnit.SECONDS))
            .isEqualTo(new TextMaster.Answer.Done("value-" + i));
      }
    }
  }

  @Test
  void a_master_that_was_given_tablets_is_not_ready_before_it_serves_them() throws Exception {
    LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    var seat = new MasterLog.Seat(work::add, new TextMemory(), MasterLog.shardLog());
    Thread shard = Thread.ofVirtual().unstarted(() -> runAll(work));
    try (var log =
        new MasterLog(
            TextMaster.settings(bootstrap, topic, "a", 1, TABLETS),
            List.of(seat),
            LogMeters.NONE)) {
      log.start();
      await(() -> log.view().generation() >= 0, "the group has agreed");
      assertThat(log.obstacle()).hasValueSatisfying(seen -> assertThat(seen).contains("just now"));
      shard.start();
      await(log::ready, "it serves all");
      assertThat(log.states())
          .hasSize(TABLETS)
          .allSatisfy(state -> assertThat(state.phase()).isEqualTo("SERVING"));
    } finally {
      shard.interrupt();
    }
  }

  private static void runAll(LinkedBlockingQueue<Runnable> work) {
    try {
      while (true) {
        work.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_master_that_joins_takes_its_share_and_one_that_leaves_gives_it_back() throws Exception {
    try (TextMaster first = master("a")) {
      awaitReady(first);
      for (int i = 0; i < 40; i++) {
        assertThat(first.write("key-" + i, "a").get(10, TimeUnit.SECONDS))
            .isInstanceOf(TextMaster.Answer.Done.class);
      }
      try (TextMaster second = master("b")) {
        await(() -> second.log.view().members().size() == 2, "both are members");
        await(() -> second.log.ready() && serving(second) == TABLETS / 2, "the second has half");
        await(() -> serving(first) == TABLETS / 2, "the first has half");
        for (int i = 0; i < 40; i++) {
          assertThat(anywhere("key-" + i, "b", first, second))
              .isEqualTo(new TextMaster.Answer.Done("ab"));
        }
        assertThat(first.log.view().members())
            .allSatisfy(member -> assertThat(member.standby()).hasSize(TABLETS / 2));
      }
      await(() -> serving(first) == TABLETS, "the first has all again");
      for (int i = 0; i < 40; i++) {
        assertThat(first.read("key-" + i).get(10, TimeUnit.SECONDS))
            .isEqualTo(new TextMaster.Answer.Done("ab"));
      }
    }
  }

  @Test
  void a_tablet_moves_where_it_is_wished_and_stays_there() throws Exception {
    try (TextMaster first = master("a");
        TextMaster second = master("b")) {
      await(() -> serving(first) == 2 && serving(second) == 2, "each has half");
      int moved = owned(first).getFirst();
      second.log.move(moved, "b");
      await(() -> owned(second).contains(moved), "the tablet is at the other");
      await(() -> serving(second) >= 2 && second.log.ready(), "and served there");
    }
  }

  @Test
  void a_damaged_record_is_found_and_its_tablet_not_served() throws Exception {
    try (TextMaster master = master("a")) {
      awaitReady(master);
      assertThat(master.write("key", "value").get(10, TimeUnit.SECONDS))
          .isInstanceOf(TextMaster.Answer.Done.class);
    }
    int damaged = ClusterView.tabletOf(TextMemory.slot("key"), TABLETS);
    long offset = appendDamaged(damaged);
    try (TextMaster next = master("b")) {
      await(() -> serving(next) == TABLETS, "the log is replayed");
      assertThat(next.read("key").get(10, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              TextMaster.Answer.Refused.class,
              refused ->
                  assertThat(refused.why())
                      .contains("DAMAGED", "offset " + offset, topic + "-" + damaged));
    }
  }

  /** A record of ours with one bit of its value turned. */
  private long appendDamaged(int tablet) throws Exception {
    Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap, "acks", "all");
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      var good =
          RecordFormat.entries(topic, tablet, 0, 99, List.of(TextMemory.item("key", "value")));
      byte[] value = good.value().clone();
      value[0] ^= 1;
      return producer
          .send(new ProducerRecord<>(topic, tablet, good.key(), value, good.headers()))
          .get(10, TimeUnit.SECONDS)
          .offset();
    }
  }

  private TextMaster master(String id) {
    return new TextMaster(TextMaster.settings(bootstrap, topic, id, 1, TABLETS), Safeguard.all());
  }

  private static TextMaster.Answer anywhere(String key, String text, TextMaster... masters)
      throws Exception {
    for (int attempt = 0; attempt < 400; attempt++) {
      for (TextMaster master : masters) {
        var answer = master.append(key, text).get(10, TimeUnit.SECONDS);
        if (!(answer instanceof TextMaster.Answer.Refused)) {
          return answer;
        }
      }
      Thread.sleep(25);
    }
    throw new AssertionError("nobody takes " + key);
  }

  private static List<Integer> owned(TextMaster master) {
    return master.log.states().stream()
        .filter(state -> state.role().equals("OWNER"))
        .map(MasterLog.TabletState::tablet)
        .toList();
  }

  private static long serving(TextMaster master) {
    return master.log.states().stream().filter(state -> state.phase().equals("SERVING")).count();
  }

  private static void awaitReady(TextMaster master) throws InterruptedException {
    await(() -> serving(master) == TABLETS, "all is served");
    assertThat(master.log.obstacle()).isEqualTo(Optional.empty());
  }

  private static void await(BooleanSupplier condition, String what) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      Thread.sleep(20);
    }
  }
}
