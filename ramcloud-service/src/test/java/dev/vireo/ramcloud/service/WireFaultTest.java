package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.local.LocalKafka;
import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.history.Linearizability;
import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.tablet.Safeguard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients of the wire see while masters are killed and paused and the broker goes away: always
 * what one copy of the data could have shown them. And that this would be noticed if it were not
 * so.
 */
class WireFaultTest {

  private static final int CLIENTS = 5;

  /** Something that is done to the masters while clients are at work. */
  private interface Fault {
    void happen(WireCluster cluster) throws Exception;
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
    try (WireCluster cluster = new WireCluster(broker.bootstrapServers(), 2, List.of())) {
      cluster.awaitServed();
      List<Operation> history;
      try (Load load = new Load(cluster.ports(), WireClients.Retries.NUMBERED)) {
        Thread.sleep(1_500);
        broker.close();
        Thread.sleep(2_000);
        broker = LocalKafka.start(data.resolve("kafka"), port);
        cluster.awaitServed();
        Thread.sleep(2_000);
        history = load.finishWithAllMoney();
      }
      tell("broker restart", history);
      assertThat(Linearizability.violation(history)).isEmpty();
    } finally {
      broker.close();
    }
  }

  @Test
  @Tag("long")
  void a_master_that_is_cut_off_from_kafka_and_not_from_its_clients_serves_nothing_stale(
      @TempDir Path data) throws Exception {
    Optional<String> obstacle = OwnNetwork.obstacle();
    assumeTrue(
        obstacle.isEmpty(),
        () -> "rule needs-netns: a master's network is cut; " + obstacle.orElse(""));
    try (LocalKafka broker = LocalKafka.start(data.resolve("kafka"));
        OwnNetwork network = new OwnNetwork(broker.port());
        WireCluster cluster =
            new WireCluster(broker.bootstrapServers(), 3, List.of(), Optional.of(network))) {
      cluster.awaitServed();
      List<Operation> history;
      try (Load load = new Load(cluster.ports(), WireClients.Retries.NUMBERED)) {
        Thread.sleep(1_500);
        for (int times = 0; times < 2; times++) {
          network.cut();
          Thread.sleep(6_000);
          network.mend();
          Thread.sleep(4_000);
        }
        history = load.finishWithAllMoney();
      }
      tell("partition", history);
      assertThat(Linearizability.violation(history)).isEmpty();
      assertThat(history).hasSizeGreaterThan(50);
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
    try (WireCluster cluster =
        new WireCluster(TestBackends.shared().bootstrapServers(), masters, leftOut)) {
      cluster.awaitServed();
      try (Load load = new Load(cluster.ports(), retries)) {
        Thread.sleep(1_500);
        fault.happen(cluster);
        Thread.sleep(3_500);
        List<Operation> history = leftOut.isEmpty() ? load.finishWithAllMoney() : load.finish();
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

  /** Clients of every kind of operation, at work together. */
  private static final class Load implements AutoCloseable {
    private final BankClients bank;
    private final ThingClients things;
    private final WireClients texts;

    Load(List<Integer> ports, WireClients.Retries retries) {
      bank = new BankClients(ports, WireCluster.TABLETS);
      things = new ThingClients(ports);
      texts = new WireClients(ports, CLIENTS, retries);
    }

    List<Operation> finish() throws InterruptedException {
      List<Operation> all = new ArrayList<>(texts.finish());
      all.addAll(things.finish());
      List<Operation> moved = bank.finish();
      all.addAll(moved);
      System.out.printf(
          "commits over tablets: %d done of %d looks and commits, %d of them by the index%n",
          BankClients.committed(moved), moved.size(), bank.indexed());
      return all;
    }

    /** As {@link #finish}; money moved, and none came or went. */
    List<Operation> finishWithAllMoney() throws InterruptedException {
      List<Operation> all = finish();
      assertThat(bank.wrongSums()).isEmpty();
      assertThat(BankClients.committed(all)).isPositive();
      assertThat(bank.indexed()).isPositive();
      return all;
    }

    @Override
    public void close() {
      bank.close();
      things.close();
      texts.close();
    }
  }
}
