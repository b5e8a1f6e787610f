package dev.vireo.testing;

import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.live.LiveView;
import dev.vireo.bus.live.Shelves;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a live view makes of events, without a store: its texts are kept in a map. */
public final class LiveFold {

  private LiveFold() {}

  /**
   * Folds events, batch by batch, as a service does.
   *
   * @param batch how many events each batch has
   * @return the items that are left, as JSON: those of the first host in the order of its shelf,
   *     then those of the next
   */
  public static List<String> items(
      Domain domain, LiveView view, List<Envelope<? extends Event>> events, int batch) {
    Map<String, String> kept = new HashMap<>();
    TreeSet<String> hosts = new TreeSet<>();
    for (int from = 0; from < events.size(); from += batch) {
      Shelves shelves = new Shelves(domain, 0, kept);
      for (Envelope<? extends Event> event :
          events.subList(from, Math.min(from + batch, events.size()))) {
        if (view.takes().contains(event.data().getClass())) {
          hosts.add(event.data().about());
          view.apply(shelves.of(event.data().about()), event);
        }
      }
      shelves
          .changes()
          .forEach(
              (key, text) -> text.ifPresentOrElse(t -> kept.put(key, t), () -> kept.remove(key)));
    }
    Shelves all = new Shelves(domain, 0, kept);
    List<String> items = new ArrayList<>();
    for (String host : hosts) {
      for (String id : all.of(host).items()) {
        items.add(all.of(host).item(id).orElseThrow());
      }
    }
    return items;
  }
}
