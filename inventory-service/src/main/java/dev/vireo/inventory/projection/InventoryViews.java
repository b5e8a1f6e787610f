package dev.vireo.inventory.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.HostDiscovered;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.service.Views;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The inventory's events as rows: a host's events are folded over its row by {@link
 * HostView#after}, so that what the rows show is a pure function of the events.
 */
@ApplicationScoped
public class InventoryViews implements Views {

  /** What changes a registered host. */
  static final Set<Class<? extends Event>> OF_A_HOST =
      Set.of(
          HostRegistered.class,
          HostIdentified.class,
          HostUnreachable.class,
          HostRecovered.class,
          HostTagged.class,
          HostRetired.class);

  @Override
  public Uni<Void> apply(Mutiny.StatelessSession session, List<Envelope<? extends Event>> events) {
    List<Envelope<? extends Event>> ofHosts =
        events.stream().filter(e -> OF_A_HOST.contains(e.data().getClass())).toList();
    List<Envelope<? extends Event>> finds =
        events.stream().filter(e -> e.data() instanceof HostDiscovered).toList();
    return hosts(session, ofHosts).chain(() -> HostWrites.discovered(session, finds));
  }

  private static Uni<Void> hosts(
      Mutiny.StatelessSession session, List<Envelope<? extends Event>> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Set<String> names = new LinkedHashSet<>();
    events.forEach(e -> names.add(e.data().about()));
    return session
        .createSelectionQuery("from HostRow where host in :names", HostRow.class)
        .setParameter("names", names)
        .getResultList()
        .chain(
            rows -> {
              Map<String, HostView> before = new LinkedHashMap<>();
              rows.forEach(row -> before.put(row.host, row.view()));
              Map<String, HostView> after = folded(before, events);
              names.removeAll(after.keySet());
              return HostWrites.hosts(session, after.values(), names);
            });
  }

  /** The hosts after these events. */
  static Map<String, HostView> folded(
      Map<String, HostView> before, List<Envelope<? extends Event>> events) {
    Map<String, HostView> hosts = new LinkedHashMap<>(before);
    for (Envelope<? extends Event> event : events) {
      hosts.compute(event.data().about(), (name, host) -> HostView.after(host, event));
    }
    return hosts;
  }

  @Override
  public Uni<Void> clear(Mutiny.StatelessSession session) {
    return session
        .createNativeQuery("truncate hosts, discovered")
        .executeUpdate()
        .replaceWithVoid();
  }
}
