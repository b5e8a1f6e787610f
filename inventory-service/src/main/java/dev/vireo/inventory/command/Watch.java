package dev.vireo.inventory.command;

import dev.vireo.bus.Event;
import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.kit.Handling;
import dev.vireo.inventory.domain.Liveness;
import dev.vireo.inventory.domain.Observation;
import dev.vireo.inventory.probe.HostProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Probes hosts and publishes what has changed. */
final class Watch {

  private final Registry registry;
  private final HostProbe probe;

  Watch(Registry registry, HostProbe probe) {
    this.registry = registry;
    this.probe = probe;
  }

  /**
   * What was seen of a host.
   *
   * @param host as it was known when it was asked
   */
  record Sight(Host host, Observation seen) {}

  /** Asks a host; publishes nothing. May be called on any thread. */
  Sight look(Host host) throws InterruptedException {
    return new Sight(host, probe.look(host));
  }

  /** Asks a host and publishes what has changed. */
  Observation lookAndTell(Handling<?> handling, Host host) throws InterruptedException {
    Sight sight = look(host);
    int changed = tell(handling, List.of(sight));
    handling.checkpoint(changed > 0 ? "after-tell" : "nothing-to-tell");
    return sight.seen();
  }

  /**
   * Publishes what was seen and is not known yet.
   *
   * @return of how many hosts there was something to say
   */
  int tell(Handling<?> handling, List<Sight> sights) throws InterruptedException {
    List<Sight> news = sights.stream().filter(s -> !events(s).isEmpty()).toList();
    if (news.isEmpty()) {
      return 0;
    }
    return registry.holding(
        handling,
        Registry.entries(news.stream().map(Sight::host).toList()),
        () -> {
          int told = 0;
          for (Sight sight : news) {
            List<Event> events = events(sight);
            events.forEach(handling::publish);
            told += events.isEmpty() ? 0 : 1;
          }
          return told;
        });
  }

  /**
   * What a sight means for the host as it is known now; nothing for one that was retired since, or
   * is reached in another way since.
   */
  private List<Event> events(Sight sight) {
    Optional<Host> now = registry.hosts().find(sight.host().name());
    return now.filter(h -> h.connection().equals(sight.host().connection()))
        .map(h -> new ArrayList<>(Liveness.events(h, sight.seen())))
        .orElseGet(ArrayList::new);
  }
}
