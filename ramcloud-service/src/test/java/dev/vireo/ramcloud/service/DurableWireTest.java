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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's words through the wire into a real broker, and what is said when that is gone. */
class DurableWireTest {

  private static final String OK = "+OK\r\n";

  @Test
  void writes_and_reads_end_in_bounded_time_without_kafka_and_come_back_with_it(@TempDir Path data)
      throws Exception {
    try (Broker broker = new Broker(data.resolve("kafka"))) {
      int kafka = broker.port();
      try (RunningMaster master = master(kafka, "a");
          RespSocket client = new RespSocket(master.port())) {
        // Until the tablet is served a write is refused, not done, and may be sent again.
        await(client, OK::equals, "SET", "key", "one");
        assertThat(client.ask("INCR", "counter")).isEqualTo(":1\r\n");

        broker.close();
        // Sent again by itself, an increment would be done twice.
        assertThat(client.ask("INCR", "counter"))
            .startsWith("-UNKNOWN whether the write to slot ")
            .contains("Kafka did not acknowledge");
        assertThat(client.ask("GET", "key")).startsWith("-TRYAGAIN ").doesNotContain("may be done");
        assertThat(client.ask("SELECT", "1")).isEqualTo(OK);
        assertThat(client.ask("SET", "in-memory", "goes on")).isEqualTo(OK);
        assertThat(client.ask("SELECT", "0")).isEqualTo(OK);

        broker.start();
        await(client, "$3\r\none\r\n"::equals, "GET", "key");
        await(client, OK::equals, "SET", "key", "two");
        // Once or not at all, never twice.
        await(client, Set.of("$1\r\n1\r\n", "$1\r\n2\r\n")::contains, "GET", "counter");
      }
      try (RunningMaster next = master(kafka, "b");
          RespSocket client = new RespSocket(next.port())) {
        await(client, "$3\r\ntwo\r\n"::equals, "GET", "key");
        assertThat(client.ask("CLUSTER", "INFO")).contains("cluster_state:ok");
      }
    }
  }

  private static void await(RespSocket client, Predicate<String> wanted, String... words)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String last = client.ask(words);
    while (!wanted.test(last)) {
      assertThat(last).matches("(?s)-(TRYAGAIN|UNKNOWN|CLUSTERDOWN) .*");
      assertThat(System.nanoTime()).as(last).isLessThan(until);
      Thread.sleep(50);
      last = client.ask(words);
    }
  }

  private static RunningMaster master(int kafka, String id) {
    return RunningMaster.start(
        ServerOptions.local(0),
        256 << 20,
        port ->
            new LogSettings(
                Map.of("bootstrap.servers", "127.0.0.1:" + kafka),
                "vireo.ramcloud.log",
                "masters",
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
  }

  /** A broker that goes away and comes back on its port; closed whatever fails between. */
  private static final class Broker implements AutoCloseable {

    private final Path data;
    private LocalKafka running;
    private final int port;
    private boolean up = true;

    private Broker(Path data) {
      this.data = data;
      this.running = LocalKafka.start(data);
      this.port = running.port();
    }

    private int port() {
      return port;
    }

    private void start() {
      running = LocalKafka.start(data, port);
      up = true;
    }

    @Override
    public void close() {
      if (up) {
        up = false;
        running.close();
      }
    }
  }
}
