package dev.vireo.inventory.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.live.Shelves;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A host in the live view, by the same fold as in PostgreSQL. */
class LiveHostsTest {

  private final LiveHosts live = new LiveHosts();
  private final Map<String, String> kept = new HashMap<>();

  @Test
  void a_host_is_shown_as_it_is_folded_until_it_is_retired() throws Exception {
    HostView before =
        new HostView(
            "esx-01",
            "192.0.2.1",
            "root",
            null,
            null,
            null,
            null,
            HostState.UNKNOWN,
            null,
            null,
            null,
            Map.of(),
            java.util.List.of(),
            Instant.parse("2026-03-01T08:00:00Z"));
    Shelves shelves = new Shelves(Domain.INVENTORY, 0, kept);
    shelves.of("esx-01").put("host", Json.MAPPER.writeValueAsString(before));
    keep(shelves);

    Envelope<HostTagged> tagged = said("1", new HostTagged("esx-01", Map.of("env", "prod")));
    tell(tagged);
    assertThat(shown()).isEqualTo(HostView.after(before, tagged));

    tell(said("2", new HostRetired("esx-01", null)));
    assertThat(new Shelves(Domain.INVENTORY, 0, kept).of("esx-01").items()).isEmpty();
    // What is said of a host that is not registered makes none.
    tell(said("3", new HostRecovered("esx-01")));
    assertThat(new Shelves(Domain.INVENTORY, 0, kept).of("esx-01").items()).isEmpty();
  }

  private HostView shown() throws Exception {
    return Json.MAPPER.readValue(
        new Shelves(Domain.INVENTORY, 0, kept).of("esx-01").item("host").orElseThrow(),
        HostView.class);
  }

  private void tell(Envelope<? extends Event> event) {
    Shelves shelves = new Shelves(Domain.INVENTORY, 0, kept);
    live.apply(shelves.of(event.data().about()), event);
    keep(shelves);
  }

  private void keep(Shelves shelves) {
    shelves
        .changes()
        .forEach(
            (key, text) -> text.ifPresentOrElse(t -> kept.put(key, t), () -> kept.remove(key)));
  }

  private static <E extends Event> Envelope<E> said(String id, E event) {
    return new Envelope<>(
        id,
        Catalogue.typeOf(event),
        "/vireo/inventory",
        event.about(),
        Instant.parse("2026-03-01T09:00:00Z"),
        "chain",
        null,
        "ops@example.org",
        event);
  }
}
