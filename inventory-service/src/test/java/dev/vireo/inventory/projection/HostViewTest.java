package dev.vireo.inventory.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.UnreachableCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HostViewTest {

  private static final Instant T = Instant.parse("2026-03-01T10:00:00Z");

  private static List<Envelope<? extends Event>> log(List<? extends Event> events) {
    List<Envelope<? extends Event>> log = new ArrayList<>();
    for (Event event : events) {
      log.add(
          new Envelope<>(
              "id-" + log.size(),
              Catalogue.typeOf(event),
              "/vireo/inventory",
              event.about(),
              T.plusSeconds(log.size()),
              "correlation",
              null,
              "test",
              event));
    }
    return log;
  }

  private static HostRegistered registered(String host) {
    return new HostRegistered(
        host,
        new Connection(host + ":22", "root", CredentialKind.PASSWORD, "file:x", null, null),
        Map.of("env", "prod"));
  }

  private static HostIdentified identified(String host) {
    return new HostIdentified(
        host,
        "esx",
        "6.7.0",
        "17700523",
        "VMware ESXi 6.7.0 build-17700523",
        List.of(new Adapter("vmhba0", null, null, null, null)));
  }

  private static HostUnreachable silent(String host) {
    return new HostUnreachable(host, UnreachableCause.REFUSED, "refused", "switch SSH on");
  }

  private static Map<String, HostView> hosts(Event... events) {
    return InventoryViews.folded(Map.of(), log(List.of(events)));
  }

  private static HostView host(Event... events) {
    HostView host = hosts(events).get("a");
    if (host == null) {
      throw new AssertionError("there is no host a");
    }
    return host;
  }

  @Test
  void a_host_that_was_never_probed_is_unknown() {
    assertThat(host(registered("a")).state()).isEqualTo(HostState.UNKNOWN);
  }

  @Test
  void a_silent_host_keeps_what_it_was_and_says_why() {
    HostView host = host(registered("a"), identified("a"), silent("a"));

    assertThat(host.state()).isEqualTo(HostState.UNREACHABLE);
    assertThat(host.cause()).isEqualTo(UnreachableCause.REFUSED);
    assertThat(host.advice()).isEqualTo("switch SSH on");
    assertThat(host.version()).isEqualTo("6.7.0");
    assertThat(host.changedAt()).isEqualTo(T.plusSeconds(2));
  }

  @Test
  void a_host_that_has_recovered_has_no_cause_any_more() {
    HostView host = host(registered("a"), identified("a"), silent("a"), new HostRecovered("a"));

    assertThat(host.state()).isEqualTo(HostState.REACHABLE);
    assertThat(host.cause()).isNull();
    assertThat(host.seen()).isNull();
  }

  @Test
  void a_retired_host_is_gone_and_what_is_said_of_it_later_does_not_bring_it_back() {
    assertThat(hosts(registered("a"), new HostRetired("a", null), silent("a"))).isEmpty();
  }

  @Test
  void a_selector_sees_its_state_and_tags() {
    HostView host = host(registered("a"), identified("a"));

    assertThat(host.facts().reachable()).isTrue();
    assertThat(host.facts().tags()).containsEntry("env", "prod");
  }

  @Provide
  Arbitrary<List<Event>> stories() {
    Arbitrary<String> host = Arbitraries.of("a", "b");
    return Arbitraries.oneOf(
            host.map(h -> (Event) registered(h)),
            host.map(HostViewTest::identified),
            host.map(HostViewTest::silent),
            host.map(HostRecovered::new),
            host.map(h -> new HostTagged(h, Map.of("env", "test"))),
            host.map(h -> new HostRetired(h, "sold")))
        .list()
        .ofMaxSize(30);
  }

  @Property
  void the_rows_are_the_same_however_the_events_are_cut_into_batches(
      @ForAll("stories") List<Event> story, @ForAll @IntRange(min = 1, max = 7) int size) {
    List<Envelope<? extends Event>> log = log(story);
    Map<String, HostView> rows = Map.of();
    for (int i = 0; i < log.size(); i += size) {
      rows = InventoryViews.folded(rows, log.subList(i, Math.min(log.size(), i + size)));
    }

    assertThat(rows).isEqualTo(InventoryViews.folded(Map.of(), log));
  }
}
