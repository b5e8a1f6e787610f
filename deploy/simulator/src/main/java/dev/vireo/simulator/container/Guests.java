package dev.vireo.simulator.container;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The containers of a host that run. */
public final class Guests {
  private final Map<Integer, Guest> running = new ConcurrentSkipListMap<>();
  private final Lan lan;
  private final String host;

  public Guests(Lan lan, String host) {
    this.lan = lan;
    this.host = host;
  }

  public Optional<Guest> find(int id) {
    return Optional.ofNullable(running.get(id));
  }

  public boolean isRunning(int id) {
    return running.containsKey(id);
  }

  public List<Guest> all() {
    return List.copyOf(running.values());
  }

  /** Whether one of them has the address. */
  public boolean hold(String address) {
    return running.values().stream().anyMatch(guest -> guest.addresses().contains(address));
  }

  /** From now on it runs, instead of one of the same id; its addresses answer if they work. */
  public void run(Guest guest) {
    end(guest.id());
    running.put(guest.id(), guest);
    for (String address : guest.addresses()) {
      if (guest.booted().has(address)) {
        lan.take(address, holder(guest.id()));
      }
    }
  }

  /** It runs no more; says which it was. */
  public Optional<Guest> end(int id) {
    Guest gone = running.remove(id);
    if (gone != null) {
      gone.addresses().forEach(address -> lan.give(address, holder(id)));
    }
    return Optional.ofNullable(gone);
  }

  private String holder(int id) {
    return host + "/" + id;
  }
}
