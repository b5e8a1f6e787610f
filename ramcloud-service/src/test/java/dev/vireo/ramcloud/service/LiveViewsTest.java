package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.live.LiveReader;
import dev.vireo.bus.live.LiveStore;
import dev.vireo.bus.live.LiveStore.Told;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.live.Shelf;
import dev.vireo.bus.ramcloud.Ramcloud;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live views that services keep, on a real master and broker. */
class LiveViewsTest {

  @TempDir static Path data;

  private static MasterForClients ramcloud;

  @BeforeAll
  static void start() throws Exception {
    ramcloud = MasterForClients.start(data);
  }

  @AfterAll
  static void stop() throws Exception {
    ramcloud.close();
  }

  @Test
  void shows_items_by_host_and_in_the_order_of_each() throws Exception {
    LiveStore store = store(Domain.INVENTORY);
    store.apply(0, 0, told(0, tagged("b", Map.of("env", "prod", "rack", "7"))));
    store.apply(1, 0, told(0, tagged("a", Map.of("env", "lab"))));

    assertThat(items(Domain.INVENTORY, Map.of(0, 1L, 1, 1L), Optional.empty(), 10))
        .hasValue(List.of("a env=lab", "b env=prod", "b rack=7"));
    assertThat(items(Domain.INVENTORY, Map.of(0, 1L, 1, 1L), Optional.of(List.of("b")), 1))
        .hasValue(List.of("b env=prod"));
    assertThat(items(Domain.INVENTORY, Map.of(0, 1L, 1, 1L), Optional.of(List.of("c")), 1))
        .hasValue(List.of());
  }

  @Test
  void says_nothing_while_it_is_behind() throws Exception {
    store(Domain.MULTIPATH).apply(0, 0, told(0, tagged("b", Map.of("env", "prod"))));

    assertThat(items(Domain.MULTIPATH, Map.of(0, 2L), Optional.empty(), 10)).isEmpty();
    assertThat(items(Domain.MULTIPATH, Map.of(0, 1L, 1, 1L), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void events_that_come_again_or_from_who_lost_the_partition_change_nothing() throws Exception {
    LiveStore store = store(Domain.CONTAINER);
    List<Told> first = told(0, tagged("b", Map.of("env", "prod")));
    List<Told> second = told(1, tagged("b", Map.of("env", "lab")));
    assertThat(store.apply(0, 0, first)).isEqualTo(1);
    assertThat(store.apply(0, 1, second)).isEqualTo(2);

    assertThat(store(Domain.CONTAINER).apply(0, 0, first)).isEqualTo(2);
    assertThat(store(Domain.CONTAINER).apply(0, 1, second)).isEqualTo(2);
    assertThat(store.position(0)).isEqualTo(2);
    assertThat(items(Domain.CONTAINER, Map.of(0, 2L), Optional.empty(), 10))
        .hasValue(List.of("b env=lab"));
  }

  @Test
  void what_was_asked_to_be_cleared_is_gone_and_begun_anew() throws Exception {
    LiveStore store = store(Domain.BACKUP);
    List<Told> events = told(0, tagged("a", Map.of("x", "1")), tagged("b", Map.of("y", "2")));
    assertThat(store.apply(4, 0, events)).isEqualTo(2);
    store.askToClear(4);

    // Whoever feeds it does it; until then it shows nothing.
    assertThat(items(Domain.BACKUP, Map.of(4, 0L), Optional.empty(), 10)).isEmpty();
    assertThat(store.apply(4, 2, told(2, tagged("a", Map.of("x", "2"))))).isZero();
    assertThat(store.position(4)).isZero();
    assertThat(ramcloud.ask("EXISTS", "vireo:view:{backup-4}:item:a/x")).isEqualTo(":0\r\n");
    assertThat(items(Domain.BACKUP, Map.of(4, 0L), Optional.empty(), 10)).hasValue(List.of());

    assertThat(store.apply(4, 0, events)).isEqualTo(2);
    assertThat(items(Domain.BACKUP, Map.of(4, 2L), Optional.empty(), 10))
        .hasValue(List.of("a x=1", "b y=2"));
  }

  @Test
  void takes_more_than_one_transaction_holds() throws Exception {
    LiveStore store = store(Domain.BACKUP);
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 3_000; i++) {
      many.put("tag-%04d".formatted(i), "v".repeat(2_000));
    }
    assertThat(store.apply(5, 0, told(0, tagged("big", many)))).isEqualTo(1);
    assertThat(items(Domain.BACKUP, Map.of(5, 1L), Optional.empty(), 5_000).orElseThrow())
        .hasSize(3_000)
        .allMatch(item -> item.length() > 2_000);

    List<Told> none = told(1, new HostRetired("big", "a test"));
    assertThat(store.apply(5, 1, none)).isEqualTo(2);
    assertThat(items(Domain.BACKUP, Map.of(5, 2L), Optional.empty(), 10)).hasValue(List.of());
  }

  /** An item a tag. */
  private static final class Tags implements LiveView {

    @Override
    public Set<Class<? extends Event>> takes() {
      return Set.of(HostTagged.class, HostRetired.class);
    }

    @Override
    public List<String> looksAt(Event event) {
      return List.of();
    }

    @Override
    public void apply(Shelf shelf, Envelope<? extends Event> event) {
      if (event.data() instanceof HostTagged tagged) {
        Map<String, String> tags = new TreeMap<>(tagged.tags());
        shelf.order(List.copyOf(tags.keySet()));
        tags.forEach((tag, value) -> shelf.put(tag, tagged.host() + " " + tag + "=" + value));
      } else {
        shelf.clear();
      }
    }
  }

  private static LiveStore store(Domain domain) {
    return new LiveStore(new Ramcloud(ramcloud.client()), domain, new Tags());
  }

  private static Optional<List<String>> items(
      Domain domain, Map<Integer, Long> atLeast, Optional<List<String>> hosts, int atMost)
      throws Exception {
    return new LiveReader(ramcloud.client(), domain)
        .items(atLeast, hosts, atMost)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static HostTagged tagged(String host, Map<String, String> tags) {
    return new HostTagged(host, tags);
  }

  private static List<Told> told(long first, Event... events) {
    List<Told> told = new ArrayList<>();
    for (Event event : events) {
      long offset = first + told.size();
      told.add(
          new Told(
              offset,
              Optional.of(
                  new Envelope<>(
                      "event-" + offset,
                      Catalogue.typeOf(event),
                      "/vireo/test",
                      event.about(),
                      Instant.parse("2026-03-01T08:00:00Z"),
                      "chain",
                      null,
                      "ops@example.org",
                      event))));
    }
    return told;
  }
}
