package dev.vireo.ramcloud.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.wire.RedisServer;
import dev.vireo.ramcloud.wire.RespSocket;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * Two masters that share the slots, and the clients of Redis as people have them: the durable
 * database 0, the database 1 in memory, and a client's way from one master to the other.
 */
class ClientsIT {

  private static final int KEYS = 100;

  @TempDir static Path folder;
  private static TestCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = TestCluster.start(TestBackends.shared().bootstrapServers(), folder, "clients", 2);
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void each_key_is_served_by_one_master_and_the_other_tells_which() throws IOException {
    try (RespSocket first = new RespSocket(cluster.port(0));
        RespSocket second = new RespSocket(cluster.port(1))) {
      int moved = 0;
      for (int i = 0; i < KEYS; i++) {
        String key = "moved-" + i;
        String here = first.ask("SET", key, "1");
        String there = second.ask("SET", key, "1");
        int slot = KeySlot.of(key.getBytes(StandardCharsets.UTF_8));
        if (here.equals("+OK\r\n")) {
          assertThat(there)
              .isEqualTo("-MOVED %d 127.0.0.1:%d\r\n".formatted(slot, cluster.port(0)));
        } else {
          assertThat(here).isEqualTo("-MOVED %d 127.0.0.1:%d\r\n".formatted(slot, cluster.port(1)));
          assertThat(there).isEqualTo("+OK\r\n");
          moved++;
        }
      }
      assertThat(moved).isBetween(1, KEYS - 1);
    }
  }

  @Test
  void redis_cli_follows_a_key_to_its_master_and_finds_the_cluster_in_order() throws Exception {
    assumeTrue(RedisServer.has("redis-cli"), "redis-cli is not installed");
    for (int i = 0; i < 8; i++) {
      assertThat(cli("-c", "SET", "cli-" + i, "value-" + i)).isEqualTo("OK\n");
      assertThat(cli("-c", "GET", "cli-" + i)).isEqualTo("value-" + i + "\n");
    }
    assertThat(cli("-c", "-n", "1", "GET", "cli-0")).doesNotContain("value-0");
    assertThat(run("redis-cli", "--cluster", "check", "127.0.0.1:" + cluster.port(1)))
        .contains("All 16384 slots covered")
        .contains("All nodes agree")
        .contains("in 2 masters");
  }

  @Test
  void redis_benchmark_runs_over_the_cluster_and_over_the_database_in_memory() throws Exception {
    assumeTrue(RedisServer.has("redis-benchmark"), "redis-benchmark is not installed");
    String port = Integer.toString(cluster.port(0));
    assertThat(
            run(
                "redis-benchmark",
                "--cluster",
                "-p",
                port,
                "-n",
                "2000",
                "-q",
                "-r",
                "1000",
                "-t",
                "get,set,incr"))
        .contains("SET:")
        .contains("GET:")
        .contains("INCR:")
        .doesNotContain("Error");
  }

  @Test
  void lettuce_reaches_both_masters_and_asks_for_many_keys_at_once() throws Exception {
    List<RedisURI> uris = Arrays.stream(cluster.urls()).map(RedisURI::create).toList();
    RedisClusterClient client = RedisClusterClient.create(uris);
    try (var connection = client.connect()) {
      var commands = connection.sync();
      Map<String, String> all = values("lettuce");
      assertThat(commands.mset(all)).isEqualTo("OK");
      assertThat(
              commands.mget(all.keySet().toArray(new String[0])).stream()
                  .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue)))
          .isEqualTo(all);
      List<RedisFuture<Long>> counts = new ArrayList<>();
      for (int i = 0; i < KEYS; i++) {
        counts.add(connection.async().incr("lettuce-counter"));
      }
      for (int i = 0; i < KEYS; i++) {
        assertThat(counts.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i + 1L);
      }
      assertThat(commands.clusterNodes()).contains("myself,master");
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  @Test
  void jedis_reaches_both_masters_and_a_database_in_memory() {
    Map<String, String> all = values("jedis");
    Set<HostAndPort> nodes =
        Set.of(
            new HostAndPort("127.0.0.1", cluster.port(0)),
            new HostAndPort("127.0.0.1", cluster.port(1)));
    try (var client = redis.clients.jedis.RedisClusterClient.builder().nodes(nodes).build()) {
      all.forEach((key, value) -> assertThat(client.set(key, value)).isEqualTo("OK"));
      all.forEach((key, value) -> assertThat(client.get(key)).isEqualTo(value));
      assertThat(client.getClusterNodes()).hasSize(2);
    }
    try (Jedis one = new Jedis("127.0.0.1", cluster.port(0))) {
      assertThat(one.select(1)).isEqualTo("OK");
      String key = keyOf(0);
      assertThat(one.set(key, "in memory")).isEqualTo("OK");
      assertThat(one.get(key)).isEqualTo("in memory");
      assertThat(one.select(0)).isEqualTo("OK");
      assertThat(one.get(key)).isNotEqualTo("in memory");
    }
  }

  @Test
  void the_client_of_quarkus_reaches_both_masters_by_values_of_keys() {
    Vertx vertx = Vertx.vertx();
    try {
      RedisOptions options =
          new RedisOptions().setType(RedisClientType.CLUSTER).setEndpoints(List.of(cluster.urls()));
      Redis redis = Redis.createClient(vertx, options);
      RedisDataSource source =
          new BlockingRedisDataSourceImpl(
              vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(20));
      var texts = source.value(String.class);
      Map<String, String> all = values("quarkus");
      all.forEach(texts::set);
      all.forEach((key, value) -> assertThat(texts.get(key)).isEqualTo(value));
      assertThat(texts.setnx("quarkus-0", "other")).isFalse();
      assertThat(texts.incr("quarkus-counter")).isEqualTo(1);
      var keys = source.key();
      assertThat(keys.pexpire("quarkus-1", 60_000)).isTrue();
      assertThat(keys.pttl("quarkus-1")).isBetween(1L, 60_000L);
      assertThat(keys.del("quarkus-2")).isEqualTo(1);
    } finally {
      vertx.closeAndAwait();
    }
  }

  @Test
  void a_commit_and_a_look_up_go_over_both_masters_whichever_is_asked() throws Exception {
    String[] keys = {keyOf(0), keyOf(1)};
    table("people");
    for (int asked = 0; asked < 2; asked++) {
      try (RespSocket client = new RespSocket(cluster.port(asked))) {
        String group = "group-" + asked;
        String committed = client.ask(commit("people", keys, "value-" + asked, group));
        assertThat(committed).startsWith("*2\r\n:");
        assertThat(client.ask("RC.INDEX", "LOOKUP", "people", "1", group))
            .startsWith("*2\r\n$1\r\n0\r\n*6\r\n")
            .contains(keys[0], keys[1], "value-" + asked);
        assertThat(client.ask("RC.INDEX", "LOOKUP", "people", "1", "group-" + (1 - asked)))
            .isEqualTo("*2\r\n$1\r\n0\r\n*0\r\n");
      }
    }
  }

  private static void table(String name) throws IOException {
    try (RespSocket client = new RespSocket(cluster.port(0))) {
      assertThat(client.ask("RC.CREATE", name)).startsWith(":");
      assertThat(client.ask("RC.INDEX", "CREATE", name, "1")).isEqualTo("+OK\r\n");
    }
  }

  private static String[] commit(String table, String[] keys, String value, String group) {
    List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
    for (String key : keys) {
      words.addAll(List.of("WRITE", table, key, value, "KEYS", "1", group));
    }
    return words.toArray(String[]::new);
  }

  @Test
  void metrics_tell_of_memory_cleaner_log_commits_look_ups_and_of_each_command() throws Exception {
    assertThat(cli("-c", "SET", "measured", "1")).isEqualTo("OK\n");
    table("measured");
    String[] keys = {keyOf(0), keyOf(1)};
    try (RespSocket client = new RespSocket(cluster.port(0))) {
      assertThat(client.ask(commit("measured", keys, "v", "g"))).startsWith("*2\r\n:");
      assertThat(client.ask("RC.COMMIT", "READ", "measured", keys[0], "0")).startsWith("-ABORTED ");
      assertThat(client.ask("RC.INDEX", "LOOKUP", "measured", "1", "g")).startsWith("*2\r\n");
    }
    String metrics = http("/q/metrics") + http("/q/metrics");
    assertThat(metrics)
        .contains("vireo_ramcloud_memory_utilisation")
        .contains("vireo_ramcloud_cleaner_copied_bytes_total")
        .contains("vireo_ramcloud_log_pending_bytes")
        .contains("vireo_ramcloud_log_lag_seconds")
        .contains("vireo_ramcloud_commits_total{outcome=\"committed\",tablets=\"several\"")
        .contains("vireo_ramcloud_commits_total{outcome=\"object_exists\",tablets=\"one\"")
        .contains("vireo_ramcloud_commits_decided_seconds_bucket{outcome=\"committed\"")
        .contains("vireo_ramcloud_lookups_seconds_bucket{masters=\"several\",outcome=\"found\"")
        .contains("vireo_ramcloud_lookups_rounds_count")
        .contains("vireo_ramcloud_commands_timed_seconds_bucket{command=\"cluster|slots\"");
    assertThat(http("/q/health/live")).contains("UP");
    assertThat(http("/q/health/ready")).contains("all tablets are served");
  }

  private static String http(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + cluster.master(0).httpPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  private static Map<String, String> values(String client) {
    Map<String, String> all = new HashMap<>();
    IntStream.range(0, KEYS).forEach(i -> all.put(client + "-" + i, "value-" + i));
    return all;
  }

  /** A key that a master serves. */
  private static String keyOf(int master) {
    try (RespSocket client = new RespSocket(cluster.port(master))) {
      for (int i = 0; ; i++) {
        if (!client.ask("GET", "own-" + i).startsWith("-")) {
          return "own-" + i;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String cli(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(cluster.port(0))));
    command.addAll(List.of(words));
    return run(command.toArray(new String[0]));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "run", ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, StandardCharsets.ISO_8859_1);
  }
}
