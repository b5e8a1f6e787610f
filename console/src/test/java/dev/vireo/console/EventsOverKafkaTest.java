package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.ProbeHost;
import dev.vireo.bus.kit.Publisher;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Events read from the real broker. */
final class EventsOverKafkaTest {

  private static final Map<String, String> ESTATE =
      Map.of("VIREO_KAFKA", AnsweringService.bootstrap());

  /** Publishes events about many hosts, so that they lie in all partitions; gives their chain. */
  private static String publish(int count, Instant start) {
    String chain = UUID.randomUUID().toString();
    try (Publisher publisher = new Publisher(ESTATE_KAFKA, "test")) {
      for (int i = 0; i < count; i++) {
        Instant time = start.plusMillis(i);
        Event event = i % 2 == 0 ? new HostRecovered("h" + i) : new HostRetired("h" + i, "old");
        Envelope<ProbeHost> cause =
            Envelope.first(chain, new ProbeHost("h" + i), "/test", "tester", time);
        publisher.send(cause.event(event, "/test", time)).join();
      }
    }
    return chain;
  }

  private static final Map<String, String> ESTATE_KAFKA =
      Map.of("bootstrap.servers", AnsweringService.bootstrap());

  @Test
  void lists_what_came_of_a_command_in_the_order_of_time() {
    String chain = publish(20, Clock.systemUTC().instant());
    Ran ran = vireo(ESTATE, "events", "--correlation", chain);
    assertThat(ran.code()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(20);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).contains("  h" + i + "  ");
    }
    assertThat(lines.get(1)).contains("HostRetired", "old");
  }

  @Test
  void json_is_one_array_of_cloud_events() {
    String chain = publish(6, Clock.systemUTC().instant());
    Ran ran = vireo(ESTATE, "events", "--correlation", chain, "--type", "HostRetired", "--json");
    assertThat(ran.code()).isZero();
    JsonNode events = ran.json();
    assertThat(events).hasSize(3);
    assertThat(events.at("/0/type").asText()).isEqualTo("dev.vireo.inventory.HostRetired.v1");
    assertThat(events.at("/0/data/reason").asText()).isEqualTo("old");
    assertThat(events.at("/0/actor").asText()).isEqualTo("tester");
    assertThat(vireo(ESTATE, "events", "--correlation", "no-such-chain", "--json").json())
        .isEmpty();
  }

  @Test
  void since_passes_over_what_is_older() {
    String old = publish(4, Clock.systemUTC().instant().minusSeconds(7200));
    assertThat(
            vireo(
                    ESTATE,
                    "events",
                    "--correlation",
                    old,
                    "--since",
                    "365d",
                    "--domain",
                    "inventory")
                .out()
                .lines())
        .hasSize(4);
    assertThat(vireo(ESTATE, "events", "--since", "0s").out()).isEmpty();
  }

  @Test
  void following_gives_a_document_a_line() throws Exception {
    String chain = publish(4, Clock.systemUTC().instant());
    Ran ran =
        vireo(
            ESTATE,
            "events",
            "--follow",
            "--from-beginning",
            "--correlation",
            chain,
            "--limit",
            "4",
            "--json");
    assertThat(ran.code()).isZero();
    List<JsonNode> documents = new ArrayList<>();
    for (String line : ran.out().lines().toList()) {
      documents.add(Json.MAPPER.readTree(line));
    }
    assertThat(documents).hasSize(4);
  }
}
