package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.local.LocalKafka;
import dev.vireo.ramcloud.wire.RespSocket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several cores of one process, each with objects of its own. */
class CoresTest {

  @Test
  void each_core_serves_tablets_of_its_own_and_sends_clients_to_the_others(@TempDir Path data)
      throws Exception {
    try (LocalKafka broker = LocalKafka.start(data.resolve("kafka"))) {
      Config kafka =
          new SmallRyeConfigBuilder()
              .withSources(
                  new PropertiesConfigSource(
                      Map.of("kafka.bootstrap.servers", "127.0.0.1:" + broker.port()), "test", 100))
              .build();
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      RamcloudMaster master =
          new RamcloudMaster(
              new TwoCores(), kafka, new LogCounters(meters), new MasterGauges(meters));
      master.start(new StartupEvent());
      try {
        serves(master);
      } finally {
        master.stop(new ShutdownEvent());
      }
    }
  }

  private static void serves(RamcloudMaster master) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (master.obstacle().isPresent()
        || master.states().stream().filter(state -> state.role().equals("OWNER")).count() < 4
        || master.log().orElseThrow().view().members().stream()
            .anyMatch(member -> member.owned().size() != 2)) {
      assertThat(System.nanoTime()).as("%s", master.obstacle()).isLessThan(until);
      Thread.sleep(20);
    }
    try (RespSocket first = new RespSocket(master.port())) {
      int moved = 0;
      for (int i = 0; i < 40; i++) {
        String reply = first.ask("SET", "key" + i, "value" + i);
        if (!reply.equals("+OK\r\n")) {
          assertThat(reply).startsWith("-MOVED ");
          int port = Integer.parseInt(reply.strip().replaceFirst(".*:", ""));
          assertThat(port).isNotEqualTo(master.port());
          try (RespSocket second = new RespSocket(port)) {
            assertThat(second.ask("SET", "key" + i, "value" + i)).isEqualTo("+OK\r\n");
            assertThat(second.ask("GET", "key" + i)).endsWith("\r\nvalue" + i + "\r\n");
          }
          moved++;
        }
      }
      assertThat(moved).isBetween(1, 39);
    }
  }

  /** Two cores on free ports, and a log of four tablets. */
  private static final class TwoCores implements RamcloudConfig {
    @Override
    public String host() {
      return "127.0.0.1";
    }

    @Override
    public int port() {
      return 0;
    }

    @Override
    public int cores() {
      return 2;
    }

    @Override
    public Optional<String> announcedHost() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> users() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> tlsCertificate() {
      return Optional.empty();
    }

    @Override
    public Optional<String> peerUser() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> peerPasswordFile() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> peerTrust() {
      return Optional.empty();
    }

    @Override
    public Optional<Path> tlsKey() {
      return Optional.empty();
    }

    @Override
    public long memory() {
      return 128 << 20;
    }

    @Override
    public String topic() {
      return "vireo.ramcloud.log";
    }

    @Override
    public String group() {
      return "masters";
    }

    @Override
    public int tablets() {
      return 4;
    }

    @Override
    public Duration lease() {
      return Duration.ofMillis(500);
    }

    @Override
    public Duration sessionTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration writeBound() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration compactionLag() {
      return Duration.ofHours(1);
    }

    @Override
    public long pendingBytes() {
      return 16 << 20;
    }

    @Override
    public boolean skipDamaged() {
      return false;
    }

    @Override
    public boolean busyPoll() {
      return false;
    }

    @Override
    public int maxConnections() {
      return 100;
    }

    @Override
    public int outputBytes() {
      return 1 << 20;
    }

    @Override
    public Duration slowClient() {
      return Duration.ofSeconds(60);
    }

    @Override
    public Duration idle() {
      return Duration.ZERO;
    }
  }
}
