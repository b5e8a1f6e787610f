package dev.vireo.bus.live;

import dev.vireo.bus.Domain;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one partition's events have left, as far as it was looked up, and what a batch changes of
 * it. Knows keys and texts, and nothing of where they are kept.
 */
public final class Shelves {

  private final LiveKeys keys;
  private final Map<String, String> present;

  /** Key to new text; empty: the key goes. In the order of the first change. */
  private final Map<String, Optional<String>> changes = new LinkedHashMap<>();

  /** In the order of their first event. */
  private final Map<String, Box> boxes = new LinkedHashMap<>();

  private final TreeSet<String> hosts;
  private boolean hostsChanged;
  private long bytes;

  /**
   * Shelves that nothing was changed of yet.
   *
   * @param present the texts of the keys that were looked up and are there
   */
  public Shelves(Domain domain, int partition, Map<String, String> present) {
    this(LiveKeys.of(domain, partition), present);
  }

  Shelves(LiveKeys keys, Map<String, String> present) {
    this.keys = keys;
    this.present = present;
    String known = present.get(keys.hosts());
    this.hosts = known == null ? new TreeSet<>() : new TreeSet<>(ShelfEntry.texts(known));
  }

  /** The shelf of a host. */
  public Shelf of(String host) {
    return boxes.computeIfAbsent(host, Box::new);
  }

  /** About how much is to be written so far. */
  long bytes() {
    return bytes;
  }

  /** What is to be written, by key; empty: it goes. Items first, what names them after. */
  public Map<String, Optional<String>> changes() {
    Map<String, Optional<String>> all = new LinkedHashMap<>(changes);
    boxes.values().forEach(box -> box.addTo(all));
    if (hostsChanged) {
      all.put(keys.hosts(), Optional.of(ShelfEntry.json(hosts)));
    }
    return all;
  }

  private @Nullable String text(String key) {
    Optional<String> changed = changes.get(key);
    return changed == null ? present.get(key) : changed.orElse(null);
  }

  private final class Box implements Shelf {

    private final String host;
    private final LinkedHashSet<String> ids;
    private String note;
    private boolean changed;

    Box(String host) {
      this.host = host;
      String known = present.get(keys.host(host));
      ShelfEntry entry = known == null ? ShelfEntry.NONE : ShelfEntry.read(known);
      this.ids = new LinkedHashSet<>(entry.items());
      this.note = entry.note();
    }

    @Override
    public List<String> items() {
      return List.copyOf(ids);
    }

    @Override
    public String note() {
      return note;
    }

    @Override
    public void note(String remark) {
      note = remark;
      changed();
    }

    @Override
    public Optional<String> item(String id) {
      return Optional.ofNullable(text(keys.item(host, id)));
    }

    @Override
    public void put(String id, String json) {
      changes.put(keys.item(host, id), Optional.of(json));
      bytes += json.length();
      if (ids.add(id)) {
        changed();
      }
    }

    @Override
    public void order(List<String> inOrder) {
      Set<String> kept = Set.copyOf(inOrder);
      ids.stream().filter(id -> !kept.contains(id)).forEach(this::drop);
      ids.clear();
      ids.addAll(inOrder);
      changed();
    }

    @Override
    public void remove(String id) {
      if (ids.remove(id)) {
        drop(id);
        changed();
      }
    }

    @Override
    public void clear() {
      ids.forEach(this::drop);
      ids.clear();
      note = "";
      changed = true;
      hostsChanged |= hosts.remove(host);
    }

    private void drop(String id) {
      changes.put(keys.item(host, id), Optional.empty());
    }

    private void changed() {
      changed = true;
      hostsChanged |= hosts.add(host);
    }

    private void addTo(Map<String, Optional<String>> all) {
      if (changed) {
        all.put(
            keys.host(host),
            hosts.contains(host)
                ? Optional.of(ShelfEntry.json(new ShelfEntry(note, List.copyOf(ids))))
                : Optional.empty());
      }
    }
  }
}
