package dev.vireo.ramcloud.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.LocalKafka;
import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.history.Linearizability;
import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.tablet.Safeguard;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masters as processes, with clients at work, and what is done to them. */
class MasterFaultTest {

  private static final int TABLETS = 6;
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final String bootstrap = TestBackends.shared().bootstrapServers();
  private final String topic = "vireo.ramcloud.log-fault-" + TOPICS.incrementAndGet();

  @Test
  void a_killed_master_loses_no_acknowledged_write_and_leaves_nothing_stale() throws Exception {
    try (Cluster cluster = new Cluster(3, List.of())) {
      cluster.awaitServed(TABLETS);
      List<Operation> history;
      try (TextClients clients = new TextClients(cluster.ports(), 4)) {
        Thread.sleep(2_000);
        cluster.masters.getFirst().kill();
        Thread.sleep(4_500);
        history = clients.finish();
      }
      System.out.printf(
          "kill -9: %d operations, longest gap of appends by key, ms: %s%n",
          history.size(), TextClients.gaps(history));
      assertThat(Linearizability.violation(history)).isEmpty();
      assertThat(history).hasSizeGreaterThan(200);
    }
  }

  @Test
  void a_master_that_wakes_after_its_lease_acknowledges_nothing_and_serves_nothing_stale()
      throws Exception {
    List<Operation> history = paused(List.of());
    assertThat(Linearizability.violation(history)).isEmpty();
    assertThat(history).hasSizeGreaterThan(200);
  }

  @Test
  @Tag("long")
  void a_paused_master_without_a_lease_is_caught_serving_stale_values() throws Exception {
    boolean caught = false;
    for (int attempt = 0; attempt < 5 && !caught; attempt++) {
      caught = Linearizability.violation(paused(List.of(Safeguard.READ_LEASE))).isPresent();
    }
    assertThat(caught).isTrue();
  }

  @Test
  void writes_end_in_bounded_time_while_the_broker_is_gone_and_all_comes_back(@TempDir Path data)
      throws Exception {
    LocalKafka broker = LocalKafka.start(data.resolve("kafka"));
    int port = broker.port();
    try (TextMaster master =
        new TextMaster(
            TextMaster.settings(broker.bootstrapServers(), "log", "a", 1, 2), Safeguard.all())) {
      awaitDone(master, "one");
      broker.close();
      var late = master.append("key", "two").get(10, TimeUnit.SECONDS);
      assertThat(late)
          .isInstanceOfSatisfying(
              TextMaster.Answer.Unknown.class,
              unknown -> assertThat(unknown.why()).contains("Kafka did not acknowledge"));
      assertThat(master.read("other").get(10, TimeUnit.SECONDS))
          .isInstanceOf(TextMaster.Answer.Refused.class);
      broker = LocalKafka.start(data.resolve("kafka"), port);
      awaitDone(master, "three");
      assertThat(master.read("key").get(10, TimeUnit.SECONDS))
          .isEqualTo(new TextMaster.Answer.Done("onetwothree"));
    } finally {
      broker.close();
    }
  }

  private static void awaitDone(TextMaster master, String text) throws Exception {
    for (int i = 0; i < 1_200; i++) {
      if (master.append("key", text).get(10, TimeUnit.SECONDS) instanceof TextMaster.Answer.Done) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError(text + " was not taken");
  }

  private List<Operation> paused(List<Safeguard> leftOut) throws Exception {
    try (Cluster cluster = new Cluster(2, leftOut)) {
      cluster.awaitServed(TABLETS);
      MasterProcess sleeper = cluster.masters.getFirst();
      try (TextClients clients = new TextClients(cluster.ports(), 4);
          ReadersInWait readers = new ReadersInWait(sleeper.port, TextClients.keys())) {
        Thread.sleep(1_500);
        sleeper.pause();
        Thread.sleep(3_000);
        readers.ask();
        sleeper.wake();
        List<Operation> early = readers.answers();
        Thread.sleep(2_500);
        List<Operation> history = new ArrayList<>(clients.finish());
        history.addAll(early);
        System.out.printf(
            "pause: %d operations, longest gap of appends by key, ms: %s%n",
            history.size(), TextClients.gaps(history));
        return history;
      }
    }
  }

  /** Some masters of one log. */
  private final class Cluster implements AutoCloseable {
    final List<MasterProcess> masters = new ArrayList<>();

    Cluster(int size, List<Safeguard> leftOut) throws Exception {
      String log = topic + "-" + TOPICS.incrementAndGet();
      for (int m = 0; m < size; m++) {
        masters.add(
            MasterProcess.start(TextMasterMain.class, bootstrap, log, "m" + m, TABLETS, leftOut));
      }
    }

    List<Integer> ports() {
      return masters.stream().map(master -> master.port).toList();
    }

    /** All tablets are served, evenly, and each has a warm standby. */
    void awaitServed(int tablets) throws Exception {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (true) {
        int served = 0;
        int warm = 0;
        boolean even = true;
        for (MasterProcess master : masters) {
          int here = state(master, 0);
          served += here;
          even &= here == tablets / masters.size();
          warm += state(master, 1);
        }
        if (served == tablets && even && warm == tablets) {
          return;
        }
        assertThat(System.nanoTime()).as("%d served, %d warm", served, warm).isLessThan(until);
        Thread.sleep(50);
      }
    }

    private static int state(MasterProcess master, int which) throws Exception {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), master.port);
          var out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        out.println("S");
        return Integer.parseInt(String.valueOf(in.readLine()).split(" ")[1 + which]);
      }
    }

    @Override
    public void close() {
      masters.forEach(MasterProcess::close);
    }
  }
}
