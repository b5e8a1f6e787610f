package dev.vireo.inventory.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.DiscoverHosts;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.VCenter;
import dev.vireo.bus.outcome.CommandFailed;
import dev.vireo.bus.outcome.CommandSucceeded;
import dev.vireo.bus.outcome.FailureReason;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.bus.service.KafkaClient;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.HostHandle;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.VcenterHandle;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Discovery against ESX hosts of all releases and their vCenter. */
@QuarkusTest
@WithTestResource(InventoryBackends.class)
class DataCentreDiscoveryTest {

  private static final String PASSWORD_FILE = "centre.password";

  @Inject KafkaClient kafka;

  private static DataCentre centre() throws Exception {
    DataCentre centre = DataCentre.start(Options.defaults().withVcenter());
    Path credentials =
        Path.of(ConfigProvider.getConfig().getValue("vireo.credentials-dir", String.class));
    Path file = credentials.resolve(PASSWORD_FILE);
    Files.deleteIfExists(file);
    InventoryBackends.write(
        file, Files.readString(centre.hosts().getFirst().passwordFile()).strip());
    return centre;
  }

  private static DiscoverHosts behind(
      VcenterHandle vcenter, @Nullable String fingerprint, @Nullable Connection login) {
    URI url = URI.create(vcenter.url());
    return new DiscoverHosts(
        List.of(),
        null,
        new VCenter(
            url.getHost() + ":" + url.getPort(),
            vcenter.user(),
            "file:" + PASSWORD_FILE,
            fingerprint),
        null,
        login,
        Map.of("site", "lab"),
        null);
  }

  @Test
  void hosts_behind_a_vcenter_are_found_with_their_versions_and_say_the_same_over_ssh()
      throws Exception {
    Connection login =
        new Connection(
            "(any)",
            "root",
            CredentialKind.PASSWORD,
            "file:" + PASSWORD_FILE,
            HostKeyTrust.TRUST_ON_FIRST_USE,
            null);
    try (DataCentre centre = centre();
        Conversation bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY)) {
      VcenterHandle vcenter = centre.vcenter().orElseThrow();

      Outcome outcome = bus.does(behind(vcenter, vcenter.sha256(), login));

      assertThat(outcome).isInstanceOf(CommandSucceeded.class);
      for (HostHandle host : centre.hosts()) {
        String address = host.address() + ":" + host.port();
        assertThat(bus.toldOf(HostDiscovered.class, address))
            .singleElement()
            .satisfies(e -> assertThat(e.version()).isEqualTo(host.version()));
        assertThat(bus.toldOf(HostIdentified.class, host.address() + "-" + host.port()))
            .singleElement()
            .satisfies(
                e -> {
                  assertThat(e.product()).isEqualTo("esx");
                  assertThat(e.version()).isEqualTo(host.version());
                  if (!host.version().startsWith("4.")) { // the simulated 4.1 lists none
                    assertThat(e.adapters()).isNotEmpty();
                  }
                });
      }
    }
  }

  @Test
  void a_vcenter_whose_certificate_nobody_vouches_for_is_not_given_the_password() throws Exception {
    try (DataCentre centre = centre();
        Conversation bus = new Conversation(kafka.bootstrap(), Domain.INVENTORY)) {
      VcenterHandle vcenter = centre.vcenter().orElseThrow();

      Outcome outcome = bus.does(behind(vcenter, null, null));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              CommandFailed.class,
              e -> {
                assertThat(e.reason()).isEqualTo(FailureReason.UNREACHABLE);
                assertThat(e.message()).contains("HOST_KEY").contains(vcenter.sha256());
              });
    }
  }
}
