package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Event;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.Host.Identity;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.UnreachableCause;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LivenessTest {

  private static final Adapter A = new Adapter("vmhba0", "ahci", "link-n/a", null, null);
  private static final Adapter B = new Adapter("vmhba2", "lpfc", "link-up", "fc.1:2", null);

  private static final Host NEW =
      new Host(
          "esx-01",
          new Connection("esx-01:22", "root", CredentialKind.PASSWORD, "file:x", null, null),
          Map.of(),
          null,
          null);

  private static Observation.Answers answers(String version, Adapter... adapters) {
    return new Observation.Answers(
        new Identity("esx", version, "1", "VMware ESXi " + version, List.of(adapters)));
  }

  private static Observation.Silent silent(UnreachableCause cause) {
    return new Observation.Silent(cause, "seen", "advice");
  }

  private static Host after(Host host, Observation seen) {
    Host now = host;
    for (Event event : Liveness.events(host, seen)) {
      now = Host.after(now, event);
      if (now == null) {
        throw new AssertionError("a probe retires nobody");
      }
    }
    return now;
  }

  @Test
  void a_host_that_answers_for_the_first_time_is_identified() {
    assertThat(Liveness.events(NEW, answers("6.7.0", A)))
        .singleElement()
        .isInstanceOfSatisfying(
            HostIdentified.class, e -> assertThat(e.version()).isEqualTo("6.7.0"));
  }

  @Test
  void a_host_that_is_as_before_is_no_event_in_whatever_order_it_lists_its_adapters() {
    Host known = after(NEW, answers("6.7.0", A, B));

    assertThat(Liveness.events(known, answers("6.7.0", B, A))).isEmpty();
  }

  @Test
  void an_upgrade_or_a_link_that_fell_identifies_it_anew() {
    Host known = after(NEW, answers("6.7.0", A, B));
    Adapter fallen = new Adapter("vmhba2", "lpfc", "link-down", "fc.1:2", null);

    assertThat(Liveness.events(known, answers("7.0.3", A, B))).hasSize(1);
    assertThat(Liveness.events(known, answers("6.7.0", A, fallen))).hasSize(1);
  }

  @Test
  void silence_is_told_once_for_each_cause() {
    Host down = after(NEW, silent(UnreachableCause.REFUSED));

    assertThat(Liveness.events(down, silent(UnreachableCause.REFUSED))).isEmpty();
    assertThat(Liveness.events(down, silent(UnreachableCause.FILTERED)))
        .containsExactly(
            new HostUnreachable("esx-01", UnreachableCause.FILTERED, "seen", "advice"));
  }

  @Test
  void a_host_that_comes_back_as_it_was_has_recovered_and_nothing_else() {
    Host down = after(after(NEW, answers("6.7.0", A)), silent(UnreachableCause.FILTERED));

    assertThat(Liveness.events(down, answers("6.7.0", A)))
        .containsExactly(new HostRecovered("esx-01"));
  }

  @Test
  void a_host_that_comes_back_upgraded_has_recovered_and_is_identified() {
    Host down = after(after(NEW, answers("6.7.0", A)), silent(UnreachableCause.FILTERED));

    assertThat(Liveness.events(down, answers("8.0.2", A)))
        .extracting(Object::getClass)
        .isEqualTo(List.of(HostRecovered.class, HostIdentified.class));
  }

  @Provide
  Arbitrary<Observation> observations() {
    return Arbitraries.of(
        answers("6.7.0", A),
        answers("6.7.0", A, B),
        answers("8.0.2"),
        silent(UnreachableCause.NAME),
        silent(UnreachableCause.AUTH),
        silent(UnreachableCause.FILTERED));
  }

  @Property
  void what_was_told_is_not_told_again(
      @ForAll("observations") Observation first, @ForAll("observations") Observation second) {
    Host known = after(after(NEW, first), second);

    assertThat(Liveness.events(known, second)).isEmpty();
  }
}
