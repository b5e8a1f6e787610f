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
 * it. That of {@code ACKNOWLEDGEMENT} is shown by {@link WireFaultTest}: a sleeper's lease keeps it
 * from answering what it did not wait for, too.
 */
class ZombieTest {

  private static final String KEY = "slept-on";
  private static final int READERS = 8;
  private static final int LATER_READS = 10;
  private static final int PAUSE_MILLIS = 100;

  @Test
  void a_master_that_wakes_says_and_does_nothing_that_is_stale() throws Exception {
    List<Operation> history = sleep(List.of());
    assertThat(Linearizability.violation(history)).isEmpty();
    assertThat(history).hasSizeGreaterThan(2);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(
      value = Safeguard.class,
      mode = Mode.EXCLUDE,
      names = {"REASSERTION", "ACKNOWLEDGEMENT"})
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
      Written old = write(history, cluster.ports(), "old");
      int sleeper = old.master();
      List<RespSocket> readers = new ArrayList<>();
      try (RespSocket writer = new RespSocket(cluster.ports().get(sleeper))) {
        for (int i = 0; i < READERS; i++) {
          readers.add(new RespSocket(cluster.ports().get(sleeper)));
        }
        cluster.masters.get(sleeper).pause();
        write(history, cluster.ports().subList(1 - sleeper, 2 - sleeper), "two");
        wake(history, cluster, sleeper, writer, readers, old.version());
        // The owner comes upon the sleeper's records, if it wrote any, with its next heartbeats.
        for (int i = 0; i < LATER_READS; i++) {
          read(history, cluster.ports());
          Thread.sleep(PAUSE_MILLIS);
        }
        // The sleeper's records lie before this one's. It may be the owner again.
        write(history, cluster.ports(), "three");
        read(history, cluster.ports());
      } finally {
        for (RespSocket reader : readers) {
          reader.close();
        }
      }
    }
    System.out.printf(
        "slept without %s: %s%n",
        arguments, history.stream().map(each -> each.kind() + " " + each.output()).toList());
    return history;
  }

  /** What was written, by which of the masters. */
  private record Written(long version, int master) {}

  /** Writes until one of these masters acknowledges it. */
  private static Written write(List<Operation> history, List<Integer> ports, String text)
      throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int n = 0; ; n++) {
      long called = System.nanoTime();
      String answer = ask(ports.get(n % ports.size()), "RC.WRITE", "db0", KEY, text);
      if (answer.startsWith(":")) {
        history.add(new Operation(KEY, Kind.WRITE, text, "", called, System.nanoTime()));
        return new Written(Long.parseLong(answer.strip().substring(1)), n % ports.size());
      }
      if (answer.startsWith("-UNKNOWN")) {
        history.add(new Operation(KEY, Kind.WRITE, text, "", called, Operation.NEVER));
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
      Thread.sleep(20);
    }
  }

  private static String ask(int port, String... words) throws IOException {
    try (RespSocket client = new RespSocket(port)) {
      return client.ask(words);
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

  private static void read(List<Operation> history, List<Integer> ports) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int n = 0; ; n++) {
      long called = System.nanoTime();
      String answer = ask(ports.get(n % ports.size()), "RC.READ", "db0", KEY);
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
