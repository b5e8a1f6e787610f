package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.LocalKafka;
import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.wire.RespSocket;
import dev.vireo.ramcloud.wire.ServerOptions;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisClusterTransactions;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A master on a broker of its own, and the client by which the services ask it. */
final class MasterForClients implements AutoCloseable {

  private static final int TABLETS = 4;

  private final LocalKafka broker;
  private final Vertx vertx = Vertx.vertx();
  private final int port;
  private final Redis client;
  private RunningMaster master;
  private RespSocket wire;

  private MasterForClients(LocalKafka broker) throws Exception {
    this.broker = broker;
    this.master = master(0);
    this.port = master.port();
    this.wire = new RespSocket(port);
    this.client = client(RedisClientType.CLUSTER, port);
    awaitServed();
  }

  static MasterForClients start(Path data) throws Exception {
    return new MasterForClients(LocalKafka.start(data.resolve("kafka")));
  }

  int port() {
    return port;
  }

  /** As the services have it. */
  Redis client() {
    return client;
  }

  Redis client(RedisClientType type, int at) {
    return Redis.createClient(
        vertx,
        new RedisOptions()
            .setType(type)
            .setConnectionString("redis://127.0.0.1:" + at)
            .setClusterTransactions(RedisClusterTransactions.SINGLE_NODE)
            .setMaxPoolSize(8)
            .setMaxPoolWaiting(1_000));
  }

  /** The answer to words, as it is on the wire. */
  String ask(String... words) throws Exception {
    return wire.ask(words);
  }

  /** The master ends; its log stays. */
  void goAway() throws Exception {
    wire.close();
    master.close();
  }

  /** One is started over the same log, where the former was. */
  void comeBack() throws Exception {
    master = master(port);
    wire = new RespSocket(port);
    awaitServed();
  }

  static void awaitThat(Callable<Boolean> condition) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.sleep(20);
    }
  }

  /** A slot of each tablet is written: until then not all of them were given to this master. */
  private void awaitServed() throws Exception {
    boolean[] written = new boolean[TABLETS];
    int left = TABLETS;
    for (int i = 0; left > 0; i++) {
      String key = "key-" + i;
      String slot = wire.ask("CLUSTER", "KEYSLOT", key).substring(1).strip();
      int tablet = Integer.parseInt(slot) * TABLETS / 16_384;
      if (!written[tablet]) {
        awaitThat(() -> wire.ask("SET", key, "served").equals("+OK\r\n"));
        written[tablet] = true;
        left--;
      }
    }
  }

  private RunningMaster master(int at) {
    return RunningMaster.start(
        ServerOptions.local(at),
        256 << 20,
        where ->
            new LogSettings(
                Map.of("bootstrap.servers", "127.0.0.1:" + broker.port()),
                "vireo.ramcloud.log",
                "masters",
                TABLETS,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Duration.ofMinutes(10),
                16 << 20,
                false,
                "master",
                "127.0.0.1",
                where),
        LogMeters.NONE);
  }

  @Override
  public void close() throws Exception {
    client.close();
    goAway();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    broker.close();
  }
}
