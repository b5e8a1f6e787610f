package dev.vireo.inventory.domain;

import dev.vireo.bus.Event;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.hosts.Host.Identity;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostUnreachable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a probe means for what is known of a host: said on change only. */
public final class Liveness {

  private Liveness() {}

  /**
   * The events that lead from what is known to what was seen; empty: nothing has changed.
   *
   * <p>Applied to {@code known}, they make a second call with the same observation give none.
   */
  public static List<Event> events(Host known, Observation seen) {
    return switch (seen) {
      case Observation.Silent silent ->
          silent.cause() == known.unreachable()
              ? List.of()
              : List.of(
                  new HostUnreachable(
                      known.name(), silent.cause(), silent.seen(), silent.advice()));
      case Observation.Answers answers -> answered(known, answers.identity());
    };
  }

  private static List<Event> answered(Host known, Identity identity) {
    List<Event> events = new ArrayList<>();
    if (known.unreachable() != null) {
      events.add(new HostRecovered(known.name()));
    }
    if (!same(known.identity(), identity)) {
      events.add(
          new HostIdentified(
              known.name(),
              identity.product(),
              identity.version(),
              identity.build(),
              identity.fullName(),
              identity.adapters()));
    }
    return List.copyOf(events);
  }

  /** The order in which a host lists its adapters is no difference. */
  private static boolean same(@Nullable Identity before, Identity now) {
    return before != null && ordered(before).equals(ordered(now));
  }

  private static Identity ordered(Identity identity) {
    List<Adapter> adapters =
        identity.adapters().stream().sorted(Comparator.comparing(Adapter::name)).toList();
    return new Identity(
        identity.product(), identity.version(), identity.build(), identity.fullName(), adapters);
  }
}
