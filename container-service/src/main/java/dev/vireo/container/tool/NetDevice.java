package dev.vireo.container.tool;

import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.Ipv4;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A network device of a container of Proxmox VE, as it is written: {@code
 * name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=10.20.0.7/16,gw=10.20.0.1,type=veth}. Parts
 * that are not known here stay as they are.
 *
 * @param parts in their order
 */
record NetDevice(LinkedHashMap<String, String> parts) {

  /** What an address of no said prefix gets: Proxmox VE takes none without. */
  static final int USUAL_PREFIX = 24;

  static NetDevice parse(String text) {
    LinkedHashMap<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    return new NetDevice(parts);
  }

  /** A new device; Proxmox VE gives it its hardware address. */
  static NetDevice of(int number, String bridge) {
    return parse("name=eth" + number + ",bridge=" + bridge);
  }

  Optional<String> part(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  /** Whether it has an address of its own that is written down. */
  private boolean addressed() {
    return part("ip").filter(ip -> !ip.equals("manual")).isPresent();
  }

  private NetDevice with(String key, String value) {
    LinkedHashMap<String, String> changed = new LinkedHashMap<>(parts);
    changed.put(key, value);
    return new NetDevice(changed);
  }

  NetDevice without(String... keys) {
    LinkedHashMap<String, String> changed = new LinkedHashMap<>(parts);
    for (String key : keys) {
      changed.remove(key);
    }
    return new NetDevice(changed);
  }

  /**
   * The devices that change so that a container has these addresses: the first device gets the
   * first of them and so on; where devices are left over they lose theirs, where addresses are left
   * over there are new devices. One device of Proxmox VE has one IPv4 address.
   *
   * @param has by number
   * @param addresses empty: they stay as they are
   * @param gateway empty: it stays as it is while there is an address
   * @param bridge for new devices where the container has none yet
   */
  static Map<String, String> changed(
      TreeMap<Integer, String> has,
      Optional<List<Address>> addresses,
      Optional<Ipv4> gateway,
      String bridge) {
    TreeMap<Integer, NetDevice> devices = new TreeMap<>();
    has.forEach((number, text) -> devices.put(number, parse(text)));
    addresses.ifPresent(wanted -> address(devices, wanted, bridge));
    if (gateway.isPresent() && !devices.isEmpty()) {
      devices.computeIfPresent(
          devices.firstKey(), (n, device) -> device.with("gw", gateway.get().toString()));
    }
    Map<String, String> changed = new LinkedHashMap<>();
    devices.forEach(
        (number, device) -> {
          if (!device.equals(has.containsKey(number) ? parse(has.get(number)) : null)) {
            changed.put("net" + number, device.toString());
          }
        });
    return changed;
  }

  private static void address(
      TreeMap<Integer, NetDevice> devices, List<Address> wanted, String bridge) {
    List<Integer> numbers = List.copyOf(devices.keySet());
    String on =
        devices.isEmpty() ? bridge : devices.firstEntry().getValue().part("bridge").orElse(bridge);
    int next = devices.isEmpty() ? 0 : devices.lastKey() + 1;
    for (int i = 0; i < Math.max(numbers.size(), wanted.size()); i++) {
      int number = i < numbers.size() ? numbers.get(i) : next++;
      NetDevice device = devices.containsKey(number) ? devices.get(number) : of(number, on);
      if (i < wanted.size()) {
        devices.put(number, device.with("ip", wanted.get(i).withPrefix(USUAL_PREFIX)));
      } else if (device.addressed()) {
        devices.put(number, device.without("ip", "gw"));
      }
    }
  }

  /** As Proxmox VE takes it. */
  @Override
  public String toString() {
    return parts.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }
}
