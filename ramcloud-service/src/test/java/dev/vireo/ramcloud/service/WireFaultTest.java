package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.LocalKafka;
import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.history.Linearizability;
import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.log.MasterProcess;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients of the wire see while masters are killed and paused and the broker goes away: always
 * what one copy of the data could have shown them. And that this would be noticed if it were not
 * so.
 */
class WireFaultTest {

  private static final int TABLETS = 6;
  private static final int CLIENTS = 5;
  private static final AtomicInteger LOGS = new AtomicInteger();

  /** Something that is done to the masters while clients are at work. */
  private interface Fault {
    void happen(Cluster cluster) throws Exception;
  }

  private static final Fault KILL = cluster -> cluster.masters.getFirst().kill();

  /** Long enough for the others to take over, and for a client to ask the one that wakes. */
  private static final Fault PAUSE =
      cluster -> {
        cluster.masters.getFirst().pause();
        Thread.sleep(3_000);
        cluster.masters.getFirst().wake();
      };

  @Test
  void a_killed_master_loses_no_acknowledged_write_and_leaves_nothing_stale() throws Exception {
    assertThat(Linearizability.violation(history("kill -9", 3, List.of(), KILL))).isEmpty();
  }

  @Test
  void a_master_that_wakes_after_its_lease_acknowledges_nothing_and_serves_nothing_stale()
      throws Exception {
    assertThat(Linearizability.violation(history("pause", 2, List.of(), PAUSE))).isEmpty();
  }

  @Test
  @Tag("long")
  void a_broker_that_restarts_loses_and_repeats_nothing(@TempDir Path data) throws Exception {
    LocalKafka broker = LocalKafka.start(data.resolve("kafka"));
    int port = broker.port();
    try (Cluster cluster = new Cluster(broker.bootstrapServers(), 2, List.of())) {
      cluster.awaitServed();
      List<Operation> history;
      try (WireClients clients =
          new WireClients(cluster.ports(), CLIENTS, WireClients.Retries.NUMBERED)) {
        Thread.sleep(1_500);
        broker.close();
        Thread.sleep(2_000);
        broker = LocalKafka.start(data.resolve("kafka"), port);
        cluster.awaitServed();
        Thread.sleep(2_000);
        history = clients.finish();
      }
      tell("broker restart", history);
      assertThat(Linearizability.violation(history)).isEmpty();
    } finally {
      broker.close();
    }
  }

  @Test
  @Tag("long")
  void without_fencing_a_paused_master_is_caught_acknowledging_what_is_lost() throws Exception {
    assertThat(caught(Safeguard.CONTIGUOUS_OFFSETS, PAUSE)).isTrue();
  }

  @Test
  @Tag("long")
  void without_waiting_for_the_log_a_killed_master_is_caught_losing_writes() throws Exception {
    assertThat(caught(Safeguard.ACKNOWLEDGEMENT, KILL)).isTrue();
  }

  @Test
  @Tag("long")
  void without_numbers_a_retry_is_caught_being_done_twice() throws Exception {
    boolean caught = false;
    for (int attempt = 0; attempt < 6 && !caught; attempt++) {
      List<Operation> history =
          history("blind retries", 2, List.of(), KILL, WireClients.Retries.BLIND);
      caught = Linearizability.violation(history).isPresent();
    }
    assertThat(caught).isTrue();
  }

  /** Whether a violation is seen, in so many tries, where the rule is left out. */
  private static boolean caught(Safeguard leftOut, Fault fault) throws Exception {
    for (int attempt = 0; attempt < 6; attempt++) {
      List<Operation> history = history("without " + leftOut, 2, List.of(leftOut), fault);
      if (Linearizability.violation(history).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static List<Operation> history(
      String name, int masters, List<Safeguard> leftOut, Fault fault) throws Exception {
    return history(name, masters, leftOut, fault, WireClients.Retries.NUMBERED);
  }

  private static List<Operation> history(
      String name, int masters, List<Safeguard> leftOut, Fault fault, WireClients.Retries retries)
      throws Exception {
    try (Cluster cluster =
        new Cluster(TestBackends.shared().bootstrapServers(), masters, leftOut)) {
      cluster.awaitServed();
      try (WireClients clients = new WireClients(cluster.ports(), CLIENTS, retries)) {
        Thread.sleep(1_500);
        fault.happen(cluster);
        Thread.sleep(3_500);
        List<Operation> history = clients.finish();
        tell(name, history);
        assertThat(history).hasSizeGreaterThan(50);
        return history;
      }
    }
  }

  private static void tell(String name, List<Operation> history) {
    System.out.printf(
        "%s: %d operations, %d of unknown end, longest gap of changes by key, ms: %s%n",
        name,
        history.size(),
        history.stream().filter(each -> each.answered() == Operation.NEVER).count(),
        WireClients.gaps(history));
  }

  /** Some masters of one log. */
  private static final class Cluster implements AutoCloseable {
    final List<MasterProcess> masters = new ArrayList<>();

    Cluster(String kafka, int size, List<Safeguard> leftOut) throws IOException {
      String log = "vireo.ramcloud.log-wire-fault-" + LOGS.incrementAndGet();
      for (int m = 0; m < size; m++) {
        masters.add(
            MasterProcess.start(WireMasterMain.class, kafka, log, "m" + m, TABLETS, leftOut));
      }
    }

    List<Integer> ports() {
      return masters.stream().map(master -> master.port).toList();
    }

    /** All slots are served, and all masters say the same of who serves them, each some. */
    void awaitServed() throws Exception {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!served()) {
        assertThat(System.nanoTime()).as("the slots are not served").isLessThan(until);
        Thread.sleep(50);
      }
    }

    private boolean served() throws IOException {
      String slots = "";
      for (MasterProcess master : masters) {
        try (RespSocket client = new RespSocket(master.port)) {
          String here = client.ask("CLUSTER", "SLOTS");
          if (!slots.isEmpty() && !here.equals(slots)) {
            return false;
          }
          slots = here;
        }
      }
      String all = slots;
      return masters.stream().allMatch(master -> all.contains(":" + master.port + "\r\n"));
    }

    @Override
    public void close() {
      masters.forEach(MasterProcess::close);
    }
  }
}
