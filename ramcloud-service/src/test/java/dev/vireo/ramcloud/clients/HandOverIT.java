package dev.vireo.ramcloud.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.wire.RespSocket;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tablets that go from master to master while a cluster client is at work: it sees no error. */
class HandOverIT {

  private static final int CLIENTS = 4;

  @TempDir static Path folder;

  /** Something that is done to the masters while clients are at work. */
  private interface Change {
    void happen(TestCluster cluster) throws Exception;
  }

  @Test
  void a_tablet_is_moved_and_back_without_an_error_to_a_client() throws Exception {
    counted(
        "move",
        cluster -> {
          int tablet = ownedBy(cluster, 0);
          move(cluster, tablet, 1);
          move(cluster, tablet, 0);
        });
  }

  @Test
  void a_master_that_is_stopped_hands_over_without_an_error_to_a_client() throws Exception {
    counted("stop", cluster -> cluster.master(0).close());
  }

  @Test
  void commits_over_both_masters_are_each_done_once_while_a_tablet_moves() throws Exception {
    committed(
        "moved-pairs",
        cluster -> {
          int tablet = ownedBy(cluster, 0);
          move(cluster, tablet, 1);
          move(cluster, tablet, 0);
        });
  }

  @Test
  void commits_over_both_masters_are_each_done_once_while_one_is_stopped() throws Exception {
    committed("stopped-pairs", cluster -> cluster.master(0).close());
  }

  /**
   * Every client counts two keys up together, in commits with names that both masters are asked
   * for. One that was done twice, or by half, would not fit the versions that the next one expects.
   */
  private static void committed(String name, Change change) throws Exception {
    try (TestCluster cluster =
            TestCluster.start(TestBackends.shared().bootstrapServers(), folder, name, 2);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean stopping = new AtomicBoolean();
      List<Future<Integer>> counts = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        String[] keys = {"left-" + c, "right-{" + (c + 10) + "}"};
        counts.add(threads.submit(() -> commitOn(cluster, keys, stopping)));
      }
      Thread.sleep(500);
      try {
        change.happen(cluster);
        Thread.sleep(500);
      } finally {
        stopping.set(true);
      }
      for (Future<Integer> count : counts) {
        assertThat(count.get(60, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  private static int commitOn(TestCluster cluster, String[] keys, AtomicBoolean stopping)
      throws Exception {
    String lease = settle(cluster, "RC.LEASE").strip().substring(1);
    String[] versions = {"0", "0"};
    int count = 0;
    while (!stopping.get()) {
      count++;
      String[] answer =
          settle(
                  cluster,
                  "RC.COMMIT",
                  "READ",
                  "db0",
                  keys[0],
                  versions[0],
                  "READ",
                  "db0",
                  keys[1],
                  versions[1],
                  "WRITE",
                  "db0",
                  keys[0],
                  Integer.toString(count),
                  "WRITE",
                  "db0",
                  keys[1],
                  Integer.toString(count),
                  "REQ",
                  lease,
                  Integer.toString(count))
              .split("\r\n:?");
      assertThat(answer)
          .as("commit %d", count)
          .hasSize(5)
          .startsWith("*4", versions[0], versions[1]);
      versions = new String[] {answer[3], answer[4]};
    }
    return count;
  }

  /** Asks one master after the other until one answers what came of it. */
  private static String settle(TestCluster cluster, String... words) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int n = 0; ; n++) {
      String answer;
      try (RespSocket client = new RespSocket(cluster.port(n % 2), 10_000)) {
        answer = client.ask(words);
      } catch (IOException lost) {
        answer = "-UNKNOWN " + lost;
      }
      if (!answer.matches("(?s)-(MOVED|TRYAGAIN|CLUSTERDOWN|UNKNOWN) .*")) {
        return answer;
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
      Thread.sleep(10);
    }
  }

  /** Every client counts its own key up; what it counted is there afterwards, and not more. */
  private static void counted(String name, Change change) throws Exception {
    try (TestCluster cluster =
        TestCluster.start(TestBackends.shared().bootstrapServers(), folder, name, 2)) {
      List<RedisURI> uris = Arrays.stream(cluster.urls()).map(RedisURI::create).toList();
      RedisClusterClient client = RedisClusterClient.create(uris);
      client.setOptions(
          ClusterClientOptions.builder()
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .enableAllAdaptiveRefreshTriggers()
                      .adaptiveRefreshTriggersTimeout(Duration.ofMillis(50))
                      .build())
              .build());
      try (StatefulRedisClusterConnection<String, String> connection = client.connect();
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Work work = new Work(connection);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int c = 0; c < CLIENTS; c++) {
          counts.add(threads.submit(work.of("count-" + c)));
        }
        Thread.sleep(500);
        try {
          change.happen(cluster);
          Thread.sleep(500);
        } finally {
          work.stopping = true;
        }
        for (int c = 0; c < CLIENTS; c++) {
          int count = counts.get(c).get(60, TimeUnit.SECONDS);
          assertThat(count).isPositive();
          assertThat(connection.sync().get("count-" + c)).isEqualTo(Integer.toString(count));
        }
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
      }
    }
  }

  /** What clients do until they are stopped; any error ends it. */
  private static final class Work {
    private final StatefulRedisClusterConnection<String, String> connection;
    private volatile boolean stopping;

    Work(StatefulRedisClusterConnection<String, String> connection) {
      this.connection = connection;
    }

    Callable<Integer> of(String key) {
      return () -> {
        int count = 0;
        while (!stopping) {
          assertThat(connection.sync().incr(key)).isEqualTo(++count);
          assertThat(connection.sync().get(key)).isEqualTo(Integer.toString(count));
        }
        return count;
      };
    }
  }

  private static int ownedBy(TestCluster cluster, int master) throws IOException {
    for (int tablet = 0; tablet < 4; tablet++) {
      if (owns(cluster, master, tablet)) {
        return tablet;
      }
    }
    throw new AssertionError("master " + master + " serves no tablet");
  }

  private static boolean owns(TestCluster cluster, int master, int tablet) throws IOException {
    try (RespSocket client = new RespSocket(cluster.port(master))) {
      String[] lines = client.ask("RC.TABLETS").split("\r\n");
      for (int i = 0; i + 5 < lines.length; i++) {
        // Number, first and last slot, then the role and the phase, each behind its length.
        if (lines[i].equals("*6") && lines[i + 1].equals(":" + tablet)) {
          return lines[i + 5].equals("OWNER") && lines[i + 7].equals("SERVING");
        }
      }
      return false;
    }
  }

  private static void move(TestCluster cluster, int tablet, int to) throws Exception {
    try (RespSocket client = new RespSocket(cluster.port(to))) {
      String id = client.ask("CLUSTER", "MYID").split("\r\n")[1];
      assertThat(client.ask("RC.MOVE", Integer.toString(tablet), id)).isEqualTo("+OK\r\n");
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!owns(cluster, to, tablet)) {
      assertThat(System.nanoTime()).as("the tablet does not move").isLessThan(until);
      Thread.sleep(50);
    }
  }
}
