package dev.vireo.inventory.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.service.KafkaClient;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ProbeScheduleTest.EverySecond.class)
@WithTestResource(InventoryBackends.class)
class ProbeScheduleTest {

  /** Probes as often as it can be asked to. */
  public static class EverySecond implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("vireo.probe.every", "1s");
    }
  }

  @Inject KafkaClient kafka;

  @TempDir Path folder;

  @Test
  void finds_by_itself_that_a_host_has_come_back_and_says_so_once() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Connection connection =
        new Connection(
            "127.0.0.1:" + port,
            "root",
            CredentialKind.PASSWORD,
            "file:" + InventoryBackends.PASSWORD_FILE,
            HostKeyTrust.TRUST_ON_FIRST_USE,
            null);
    try (Conversation bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY)) {
      assertThat(bus.does(new RegisterHost("sched-1", connection, Map.of())))
          .isInstanceOf(CommandFailed.class);
      try (HostOverSsh host = HostOverSsh.start(folder, port)) {
        assertThat(host.port()).isEqualTo(port);
        Conversation.until(
            "what it is", () -> !bus.toldOf(HostIdentified.class, "sched-1").isEmpty());
        int ticks = bus.toldOf(CommandSucceeded.class, "all").size();

        Conversation.until(
            "three more probes",
            () -> bus.toldOf(CommandSucceeded.class, "all").size() > ticks + 2);

        assertThat(bus.toldOf(HostIdentified.class, "sched-1")).hasSize(1);
        assertThat(bus.toldOf(HostRecovered.class, "sched-1")).hasSize(1);
      }
    }
  }
}
