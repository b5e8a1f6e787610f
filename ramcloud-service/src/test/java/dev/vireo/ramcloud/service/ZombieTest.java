package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.history.Linearizability;
import dev.vireo.ramcloud.history.Operation;
import dev.vireo.ramcloud.history.Operation.Kind;
import dev.vireo.ramcloud.tablet.Safeguard;
import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * A master sleeps, another takes its tablets over and acknowledges a write, and then the sleeper is
 * asked: it wakes with requests that were sent after that write was acknowledged. What it says and
 * does must fit into one history with it.
 *
 * <p>Of the rules, {@code REASSERTION} cannot be shown by the wire within a test: what it prevents
 * is that Kafka's compaction keeps a sleeper's late record and drops the acknowledged one before
 * it, and compaction leaves records alone for ten minutes at least. {@code TabletModelTest} shows
 * it.
 */
class ZombieTest {

  private static final String KEY = "slept-on";
  private static final int READERS = 8;

  @Test
  void a_master_that_wakes_says_and_does_nothing_that_is_stale() throws Exception {
    List<Operation> history = sleep(List.of());
    assertThat(Linearizability.violation(history)).isEmpty();
    assertThat(history).hasSizeGreaterThan(2);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(value = Safeguard.class, mode = Mode.EXCLUDE, names = "REASSERTION")
  void a_rule_that_is_left_out_is_missed_by_who_asks_the_sleeper(Safeguard rule) throws Exception {
    // A lease that outlasts the take-over, so that waiting for its end is what prevents it.
    List<String> arguments =
        rule == Safeguard.LEASE_WAIT ? List.of(rule.name(), "lease=8000") : List.of(rule.name());
    boolean caught = false;
    for (int attempt = 0; attempt < 6 && !caught; attempt++) {
      caught = Linearizability.violation(sleep(arguments)).isPresent();
    }
    assertThat(caught).isTrue();
  }

  private static List<Operation> sleep(List<String> arguments) throws Exception {
    List<Operation> history = new ArrayList<>();
    try (WireCluster cluster =
        new WireCluster(TestBackends.shared().bootstrapServers(), 2, arguments, Optional.empty())) {
      cluster.awaitServed();
      int sleeper = owner(cluster);
      int other = 1 - sleeper;
      try (RespSocket writer = new RespSocket(cluster.ports().get(sleeper))) {
        List<RespSocket> readers = new ArrayList<>();
        try {
          for (int i = 0; i < READERS; i++) {
            readers.add(new RespSocket(cluster.ports().get(sleeper)));
          }
          long version = write(history, writer, "old");
          cluster.masters.get(sleeper).pause();
          try (RespSocket newer = new RespSocket(cluster.ports().get(other))) {
            write(history, newer, "two");
            wake(history, cluster, sleeper, writer, readers, version);
            // The sleeper's records lie before this one's, if it wrote any.
            write(history, newer, "three");
            read(history, newer);
          }
        } finally {
          for (RespSocket reader : readers) {
            reader.close();
          }
        }
      }
    }
    System.out.printf(
        "slept without %s: %s%n",
        arguments, history.stream().map(each -> each.kind() + " " + each.output()).toList());
    return history;
  }

  private static int owner(WireCluster cluster) throws IOException {
    try (RespSocket first = new RespSocket(cluster.ports().getFirst())) {
      return first.ask("RC.READ", "db0", KEY).startsWith("-MOVED") ? 1 : 0;
    }
  }

  /** Writes until it is acknowledged; the version. */
  private static long write(List<Operation> history, RespSocket at, String text) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      long called = System.nanoTime();
      String answer = at.ask("RC.WRITE", "db0", KEY, text);
      if (answer.startsWith(":")) {
        history.add(new Operation(KEY, Kind.WRITE, text, "", called, System.nanoTime()));
        return Long.parseLong(answer.strip().substring(1));
      }
      if (answer.startsWith("-UNKNOWN")) {
        history.add(new Operation(KEY, Kind.WRITE, text, "", called, Operation.NEVER));
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
      Thread.sleep(20);
    }
  }

  /** Asks the sleeper for what it may take for true, and wakes it. */
  private static void wake(
      List<Operation> history,
      WireCluster cluster,
      int sleeper,
      RespSocket writer,
      List<RespSocket> readers,
      long version)
      throws Exception {
    long called = System.nanoTime();
    for (RespSocket reader : readers) {
      reader.send("RC.READ", "db0", KEY);
    }
    List<String> swaps = List.of("old>zombie-1", "zombie-1>zombie-2", "zombie-2>zombie-3");
    for (int i = 0; i < swaps.size(); i++) {
      writer.send(
          "RC.WRITE", "db0", KEY, "zombie-" + (i + 1), "XX", "EQ", Long.toString(version + i));
    }
    cluster.masters.get(sleeper).wake();
    for (RespSocket reader : readers) {
      String answer = reader.reply();
      if (answer.startsWith("*")) {
        history.add(
            new Operation(KEY, Kind.READ, "", answer.split("\r\n")[3], called, System.nanoTime()));
      }
    }
    for (String swap : swaps) {
      String answer = writer.reply();
      if (Stream.of("-MOVED", "-TRYAGAIN", "-CLUSTERDOWN").noneMatch(answer::startsWith)) {
        history.add(
            answer.startsWith("-UNKNOWN")
                ? new Operation(KEY, Kind.SWAP, swap, "", called, Operation.NEVER)
                : new Operation(
                    KEY,
                    Kind.SWAP,
                    swap,
                    answer.startsWith(":") ? "1" : "0",
                    called,
                    System.nanoTime()));
      }
    }
  }

  private static void read(List<Operation> history, RespSocket at) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      long called = System.nanoTime();
      String answer = at.ask("RC.READ", "db0", KEY);
      if (answer.startsWith("*")) {
        history.add(
            new Operation(KEY, Kind.READ, "", answer.split("\r\n")[3], called, System.nanoTime()));
        return;
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
      Thread.sleep(20);
    }
  }
}
