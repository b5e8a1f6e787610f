package dev.vireo.bus.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.SampleBodies;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.UnreachableCause;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HostTest {

  private static final Connection HERE = connection("192.0.2.1");
  private static final Connection THERE = connection("192.0.2.2");
  private static final HostIdentified IDENTIFIED =
      new HostIdentified(
          "esx-01", "esx", "6.7.0", "17700523", "VMware ESXi 6.7.0 build-17700523", List.of());
  private static final Host REGISTERED =
      new Host("esx-01", HERE, Map.of("env", "prod"), null, null);

  @Test
  void begins_with_its_registration() {
    assertThat(after(null, new HostRegistered("esx-01", HERE, Map.of("env", "prod"))))
        .isEqualTo(REGISTERED);
  }

  @Test
  void is_nothing_before_it() {
    assertThat(after(null, IDENTIFIED)).isNull();
    assertThat(after(null, new HostTagged("esx-01", Map.of()))).isNull();
    assertThat(after(null, new HostRetired("esx-01", "sold"))).isNull();
  }

  @Test
  void says_what_it_is_once_it_was_asked() {
    Host host = after(REGISTERED, IDENTIFIED);

    assertThat(host).isNotNull();
    assertThat(host.product()).isEqualTo("esx");
    assertThat(host.version()).isEqualTo("6.7.0");
    assertThat(host.tags()).isEqualTo(REGISTERED.tags());
    assertThat(REGISTERED.product()).isEmpty();
    assertThat(REGISTERED.version()).isEmpty();
  }

  @Test
  void keeps_what_it_is_while_it_does_not_answer() {
    Host away =
        after(
            after(REGISTERED, IDENTIFIED),
            new HostUnreachable("esx-01", UnreachableCause.REFUSED, "seen", "advice"));

    assertThat(away).isNotNull();
    assertThat(away.unreachable()).isEqualTo(UnreachableCause.REFUSED);
    assertThat(away.version()).isEqualTo("6.7.0");
    assertThat(after(away, new HostRecovered("esx-01"))).isEqualTo(after(REGISTERED, IDENTIFIED));
    assertThat(after(away, IDENTIFIED)).isEqualTo(after(REGISTERED, IDENTIFIED));
  }

  @Test
  void keeps_what_it_is_when_it_is_reached_in_another_way() {
    Host moved =
        after(
            after(REGISTERED, IDENTIFIED),
            new HostRegistered("esx-01", THERE, Map.of("env", "test")));

    assertThat(moved).isNotNull();
    assertThat(moved.connection()).isEqualTo(THERE);
    assertThat(moved.tags()).isEqualTo(Map.of("env", "test"));
    assertThat(moved.product()).isEqualTo("esx");
  }

  @Test
  void has_the_tags_that_were_said_last() {
    assertThat(after(REGISTERED, new HostTagged("esx-01", Map.of("rack", "7"))))
        .isEqualTo(new Host("esx-01", HERE, Map.of("rack", "7"), null, null));
  }

  @Test
  void is_gone_when_it_is_retired_and_begins_anew_afterwards() {
    assertThat(after(after(REGISTERED, IDENTIFIED), new HostRetired("esx-01", "sold"))).isNull();
    assertThat(after(null, new HostRegistered("esx-01", THERE, Map.of())))
        .isEqualTo(new Host("esx-01", THERE, Map.of(), null, null));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void no_sequence_of_events_makes_it_throw_and_a_repeat_changes_nothing(
      @ForAll("sequences") List<Event> events) {
    Host host = null;
    for (Event event : events) {
      host = after(host, event);

      assertThat(after(host, event)).isEqualTo(host);
    }
  }

  @Provide
  Arbitrary<List<Event>> sequences() {
    return Arbitraries.of(
            Catalogue.entries().stream()
                .filter(entry -> !entry.isCommand() && entry.type().domain() == Domain.INVENTORY)
                .toList())
        .flatMap(SampleBodies::of)
        .map(Event.class::cast)
        .list()
        .ofMaxSize(8);
  }

  private static @Nullable Host after(@Nullable Host before, Event event) {
    return Host.after(before, event);
  }

  private static Connection connection(String address) {
    return new Connection(
        address, "root", CredentialKind.PASSWORD, "file:esx-01.password", null, null);
  }
}
