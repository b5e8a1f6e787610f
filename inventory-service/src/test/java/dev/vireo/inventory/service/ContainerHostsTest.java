package dev.vireo.inventory.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.RegisterHost;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.service.KafkaClient;
import dev.vireo.simulator.ContainerHandle;
import dev.vireo.simulator.ContainerKind;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.container.Pace;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Hosts of containers, of each kind there is, and what they are by their own word. */
@QuarkusTest
@WithTestResource(InventoryBackends.class)
class ContainerHostsTest {

  private static final String PASSWORD_FILE = "containers.password";

  @Inject KafkaClient kafka;

  private static Connection connection(ContainerHandle host) {
    return new Connection(
        host.address() + ":" + host.port(),
        host.user(),
        CredentialKind.PASSWORD,
        "file:" + PASSWORD_FILE,
        HostKeyTrust.TRUST_ON_FIRST_USE,
        null);
  }

  @Test
  void each_is_called_by_its_product_and_that_products_own_version() throws Exception {
    Options options =
        Options.defaults()
            .withContainers(new ContainerOptions(1, 1, 1, 1, "", Pace.NONE))
            .withHosts(0);
    try (DataCentre centre = DataCentre.start(options);
        Conversation bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY)) {
      Path credentials =
          Path.of(ConfigProvider.getConfig().getValue("vireo.credentials-dir", String.class));
      Path file = credentials.resolve(PASSWORD_FILE);
      Files.deleteIfExists(file);
      InventoryBackends.write(file, centre.password());
      for (ContainerHandle host : centre.containerHosts()) {
        String name = "guests-" + host.name();
        assertThat(bus.does(new RegisterHost(name, connection(host), Map.of())))
            .isInstanceOf(CommandSucceeded.class);
        HostIdentified told = bus.toldOf(HostIdentified.class, name).getFirst();
        // OpenVZ 7 is no Proxmox VE: its version is that of its vzctl.
        boolean openvz = host.kind() == ContainerKind.OPENVZ7;
        assertThat(told.product()).isEqualTo(openvz ? "openvz" : "pve");
        assertThat(told.version())
            .isEqualTo(host.kind() == ContainerKind.PVE3 ? "3.4-1" : host.kind().version());
        assertThat(told.fullName()).startsWith(openvz ? "OpenVZ " : "pve-manager/");
        assertThat(told.adapters()).isEmpty();
      }
    }
  }
}
