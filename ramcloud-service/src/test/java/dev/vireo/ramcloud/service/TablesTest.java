package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.LocalKafka;
import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.wire.RespSocket;
import dev.vireo.ramcloud.wire.ServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that all masters of a cluster agree on, over a real broker. */
class TablesTest {

  @TempDir static Path data;
  private static LocalKafka broker;

  @BeforeAll
  static void start() throws Exception {
    broker = LocalKafka.start(data.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void a_table_is_known_and_gone_at_every_master_when_that_is_answered() throws Exception {
    try (Node a = new Node("known", "a");
        Node b = new Node("known", "b")) {
      for (int i = 0; i < 5; i++) {
        long id = number(a.ask("RC.CREATE", "t"));
        assertThat(b.client.ask("RC.TABLEID", "t")).isEqualTo(":" + id + "\r\n");
        assertThat(number(b.ask("RC.CREATE", "t"))).isEqualTo(id);
        assertThat(b.ask("RC.DROP", "t")).isEqualTo("+OK\r\n");
        assertThat(a.client.ask("RC.TABLEID", "t")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
        long again = number(b.ask("RC.CREATE", "t"));
        assertThat(again).isGreaterThan(id);
        assertThat(askOwner(List.of(a, b), "RC.READ", Long.toString(id), "k"))
            .isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
        assertThat(a.ask("RC.DROP", "t")).isEqualTo("+OK\r\n");
      }
    }
  }

  @Test
  void masters_that_make_tables_at_once_give_each_name_one_id_and_no_id_twice() throws Exception {
    try (Node a = new Node("at-once", "a");
        Node b = new Node("at-once", "b");
        ExecutorService both = Executors.newFixedThreadPool(2)) {
      List<Future<List<Long>>> ids = new ArrayList<>();
      for (Node node : List.of(a, b)) {
        ids.add(
            both.submit(
                (Callable<List<Long>>)
                    () -> {
                      List<Long> mine = new ArrayList<>();
                      for (int i = 0; i < 6; i++) {
                        mine.add(number(node.ask("RC.CREATE", "table" + i)));
                      }
                      return mine;
                    }));
      }
      List<Long> ofA = ids.get(0).get(120, TimeUnit.SECONDS);
      assertThat(ids.get(1).get(120, TimeUnit.SECONDS)).isEqualTo(ofA);
      assertThat(ofA).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName(
      "55, 95: objects of a table and the results of requests are there after a cold start")
  void objects_of_a_table_and_the_results_of_requests_are_there_after_a_cold_start()
      throws Exception {
    String me;
    try (Node a = new Node("cold", "a")) {
      assertThat(number(a.ask("RC.CREATE", "t"))).isGreaterThan(16);
      assertThat(number(a.ask("RC.CREATE", "m", "DURABILITY", "memory"))).isGreaterThan(16);
      assertThat(number(a.ask("RC.CREATE", "gone"))).isGreaterThan(16);
      me = Long.toString(number(a.ask("RC.LEASE")));
      assertThat(a.ask("RC.WRITE", "t", "k", "v")).startsWith(":");
      assertThat(a.ask("RC.WRITE", "m", "k", "v")).startsWith(":");
      assertThat(a.ask("RC.WRITE", "gone", "k", "v")).startsWith(":");
      assertThat(a.ask("RC.INCR", "t", "n", "5", "REQ", me, "1")).startsWith("*2\r\n:5\r\n");
      assertThat(a.ask("RC.DROP", "gone")).isEqualTo("+OK\r\n");
    }
    try (Node b = new Node("cold", "b")) {
      assertThat(b.ask("RC.READ", "t", "k")).endsWith("\r\n$1\r\nv\r\n");
      assertThat(b.ask("RC.READ", "m", "k")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
      assertThat(b.ask("RC.READ", "gone", "k")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
      // 55: the result moved with the tablet.
      assertThat(b.ask("RC.INCR", "t", "n", "5", "REQ", me, "1")).startsWith("*2\r\n:5\r\n");
      assertThat(b.ask("RC.INCR", "t", "n", "5", "REQ", me, "2", "ACK", "1"))
          .startsWith("*2\r\n:10\r\n");
    }
    try (Node c = new Node("cold", "c")) {
      // What was acknowledged stays so.
      assertThat(c.ask("RC.INCR", "t", "n", "5", "REQ", me, "1")).isEqualTo("-STALE_RPC 0\r\n");
      assertThat(c.ask("RC.INCR", "t", "n", "5", "REQ", me, "2")).startsWith("*2\r\n:10\r\n");
    }
  }

  @Test
  void locks_with_an_end_are_held_by_one_and_kept_over_a_restart() throws Exception {
    try (Node a = new Node("locks", "a")) {
      assertThat(a.ask("SET", "lock", "mine", "NX", "PX", "60000")).isEqualTo("+OK\r\n");
      assertThat(a.ask("SET", "lock", "yours", "NX", "PX", "60000")).isEqualTo("$-1\r\n");
      assertThat(a.ask("WATCH", "lock")).isEqualTo("+OK\r\n");
      assertThat(a.ask("GET", "lock")).isEqualTo("$4\r\nmine\r\n");
      assertThat(a.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(a.ask("PEXPIRE", "lock", "70000")).isEqualTo("+QUEUED\r\n");
      assertThat(a.ask("EXEC")).isEqualTo("*1\r\n:1\r\n");
      assertThat(a.ask("SET", "short", "x", "PX", "1")).isEqualTo("+OK\r\n");
    }
    try (Node b = new Node("locks", "b")) {
      assertThat(b.ask("GET", "lock")).isEqualTo("$4\r\nmine\r\n");
      assertThat(number(b.ask("PTTL", "lock"))).isBetween(1L, 70_000L);
      assertThat(b.ask("SET", "lock", "yours", "NX", "PX", "60000")).isEqualTo("$-1\r\n");
      assertThat(b.ask("SET", "short", "y", "NX", "PX", "60000")).isEqualTo("+OK\r\n");
      assertThat(b.ask("WATCH", "lock")).isEqualTo("+OK\r\n");
      try (RespSocket other = new RespSocket(b.master.port())) {
        assertThat(other.ask("DEL", "lock")).isEqualTo(":1\r\n");
      }
      assertThat(b.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(b.ask("DEL", "lock")).isEqualTo("+QUEUED\r\n");
      assertThat(b.ask("EXEC")).isEqualTo("*-1\r\n");
    }
  }

  @Test
  void a_commit_is_whole_after_a_cold_start_within_a_tablet_and_over_several() throws Exception {
    try (Node a = new Node("commits", "a")) {
      assertThat(number(a.ask("RC.CREATE", "t"))).isPositive();
      assertThat(number(a.ask("RC.CREATE", "u"))).isPositive();
      assertThat(a.ask("RC.WRITE", "t", "{x}gone", "v")).startsWith(":");
      assertThat(
              a.ask(
                  "RC.COMMIT",
                  "WRITE",
                  "t",
                  "{x}1",
                  "one",
                  "WRITE",
                  "u",
                  "{x}2",
                  "two",
                  "REMOVE",
                  "t",
                  "{x}gone"))
          .startsWith("*3\r\n");
      String several = "-TRYAGAIN";
      while (several.startsWith("-TRYAGAIN")) {
        several = a.ask("RC.COMMIT", "WRITE", "t", "a", "1", "WRITE", "t", "b", "2");
      }
      assertThat(several).startsWith("*2\r\n");
    }
    try (Node b = new Node("commits", "b")) {
      assertThat(b.ask("RC.READ", "t", "{x}1")).endsWith("$3\r\none\r\n");
      assertThat(b.ask("RC.READ", "u", "{x}2")).endsWith("$3\r\ntwo\r\n");
      assertThat(b.ask("RC.READ", "t", "{x}gone")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
      assertThat(b.ask("RC.READ", "t", "a")).endsWith("$1\r\n1\r\n");
      assertThat(b.ask("RC.READ", "t", "b")).endsWith("$1\r\n2\r\n");
    }
  }

  @Test
  void what_does_not_go_into_one_record_of_the_log_is_refused_and_the_tablet_goes_on()
      throws Exception {
    String large = "x".repeat(1_000_000);
    try (Node a = new Node("large", "a")) {
      assertThat(a.ask("MSET", "{k}1", large, "{k}2", large, "{k}3", large, "{k}4", large))
          .startsWith("-ERR what is written to a durable table at once is one record");
      assertThat(a.ask("SET", "{k}0", large)).isEqualTo("+OK\r\n");
      assertThat(a.ask("MULTI")).isEqualTo("+OK\r\n");
      for (int i = 1; i < 5; i++) {
        assertThat(a.ask("COPY", "{k}0", "{k}" + i)).isEqualTo("+QUEUED\r\n");
      }
      assertThat(a.ask("EXEC"))
          .startsWith("*4\r\n:1\r\n:1\r\n:1\r\n-ERR what is written to a durable table at once");
      assertThat(a.ask("EXISTS", "{k}1", "{k}2", "{k}3", "{k}4")).isEqualTo(":3\r\n");
      assertThat(a.ask("SET", "{k}4", "small")).isEqualTo("+OK\r\n");
    }
  }

  @Test
  @DisplayName("70: an enumeration goes on at the master that a tablet moved to")
  void an_enumeration_goes_on_at_the_master_that_a_tablet_moved_to() throws Exception {
    // 70: nothing twice, nothing lost.
    try (Node a = new Node("moving", "a");
        Node b = new Node("moving", "b")) {
      assertThat(number(a.ask("RC.CREATE", "t"))).isPositive();
      List<Node> nodes = List.of(a, b);
      for (int i = 0; i < 300; i++) {
        assertThat(askOwner(nodes, "RC.WRITE", "t", "key" + i, "v")).startsWith(":");
      }
      List<String> seen = new ArrayList<>();
      String cursor = "0";
      int pages = 0;
      do {
        String[] lines = askOwner(nodes, "RC.SCAN", "t", cursor, "COUNT", "8").split("\r\n");
        cursor = lines[2];
        for (int i = 5; i < lines.length; i += 5) {
          seen.add(lines[i]);
        }
        if (++pages == 5) {
          // The tablet that is being gone through, too.
          for (int tablet = 0; tablet < 4; tablet++) {
            a.master.log().move(tablet, tablet % 2 == 0 ? "b" : "a");
          }
          assertThat(askOwner(nodes, "RC.WRITE", "t", "key7", "again")).startsWith(":");
        }
      } while (!cursor.equals("0"));
      assertThat(seen).hasSize(300).doesNotHaveDuplicates();
    }
  }

  /** Asks one, and whom that names. */
  private static String askOwner(List<Node> nodes, String... words) throws Exception {
    Node asked = nodes.getFirst();
    String reply = asked.ask(words);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (reply.startsWith("-MOVED ")) {
      assertThat(System.nanoTime()).as(reply).isLessThan(until);
      int port = Integer.parseInt(reply.strip().replaceFirst(".*:", ""));
      for (Node node : nodes) {
        if (node.master.port() == port) {
          asked = node;
        }
      }
      reply = asked.ask(words);
    }
    return reply;
  }

  private static long number(String reply) {
    assertThat(reply).startsWith(":");
    return Long.parseLong(reply.substring(1).strip());
  }

  /**
   * A master and a client of it, who asks again where it is told to, and elsewhere if it is told.
   */
  private static final class Node implements AutoCloseable {
    private final RunningMaster master;
    private final RespSocket client;

    Node(String cluster, String id) throws IOException {
      master =
          RunningMaster.start(
              ServerOptions.local(0),
              128 << 20,
              port ->
                  new LogSettings(
                      Map.of("bootstrap.servers", "127.0.0.1:" + broker.port()),
                      cluster + ".log",
                      cluster,
                      4,
                      Duration.ofMillis(500),
                      Duration.ofSeconds(1),
                      Duration.ofSeconds(3),
                      Duration.ofMinutes(10),
                      16 << 20,
                      false,
                      id,
                      "127.0.0.1",
                      port),
              LogMeters.NONE);
      client = new RespSocket(master.port());
    }

    String ask(String... words) throws Exception {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      String last = client.ask(words);
      while (last.matches("(?s)-(TRYAGAIN|CLUSTERDOWN) .*")) {
        assertThat(System.nanoTime()).as(last).isLessThan(until);
        Thread.sleep(20);
        last = client.ask(words);
      }
      return last;
    }

    @Override
    public void close() throws IOException {
      client.close();
      master.close();
    }
  }
}
