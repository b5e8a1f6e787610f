package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerState;
import dev.vireo.bus.container.SeenContainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container's configuration as Proxmox VE from 4.0 keeps it: {@code pct config}, {@code
 * /etc/pve/lxc/ID.conf} and the API have the same keys.
 *
 * @param values by key; of its snapshots nothing
 */
public record PveConfig(Map<String, String> values) {

  private static final Pattern LINE = Pattern.compile("([a-z][a-z0-9_.-]*):\\s*(.*)");
  private static final Pattern NET = Pattern.compile("net([0-9]{1,2})");
  private static final Pattern SIZE = Pattern.compile("(?:^|,)size=([0-9]+)([KMGT]?)(?:,|$)");

  public PveConfig {
    values = Map.copyOf(values);
  }

  /** Of {@code key: value} lines, up to the first {@code [section]}. */
  static PveConfig parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("[")) {
        break;
      }
      Matcher pair = LINE.matcher(line.stripTrailing());
      if (pair.matches()) {
        values.putIfAbsent(pair.group(1), pair.group(2).strip());
      }
    }
    return new PveConfig(values);
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(v -> !v.isEmpty());
  }

  /** Its network devices by number, as they are written. */
  TreeMap<Integer, String> nets() {
    TreeMap<Integer, String> nets = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          Matcher net = NET.matcher(key);
          if (net.matches()) {
            nets.put(Integer.valueOf(net.group(1)), value);
          }
        });
    return nets;
  }

  /** IPv4 addresses it is configured to have, without their prefixes. */
  List<String> addresses() {
    return nets().values().stream()
        .flatMap(net -> NetDevice.parse(net).part("ip").stream())
        .filter(ip -> ip.matches("[0-9.]+(/[0-9]+)?"))
        .map(ip -> ip.split("/", 2)[0])
        .toList();
  }

  /** How large its root file system is; empty where that is not said in whole GiB. */
  Optional<Integer> rootGiB() {
    Matcher size = SIZE.matcher(values.getOrDefault("rootfs", ""));
    if (!size.find() || size.group(1).length() > 6) {
      return Optional.empty();
    }
    int number = Integer.parseInt(size.group(1));
    return switch (size.group(2)) {
      case "G" -> Optional.of(number);
      case "T" -> Optional.of(number * 1024);
      default -> Optional.empty();
    };
  }

  /**
   * The container of this configuration.
   *
   * @param status the host's word for what it is doing
   */
  SeenContainer seen(String id, String status) {
    return new SeenContainer(
        id,
        get("hostname").orElse(null),
        state(status),
        addresses(),
        // Proxmox VE does not keep what a container of LXC was made from.
        null,
        get("onboot").map(v -> v.equals("1")).orElse(false));
  }

  static ContainerState state(String word) {
    return switch (word) {
      case "running" -> ContainerState.RUNNING;
      case "stopped" -> ContainerState.STOPPED;
      case "paused", "frozen", "suspended" -> ContainerState.SUSPENDED;
      case "mounted" -> ContainerState.MOUNTED;
      default -> ContainerState.UNKNOWN;
    };
  }
}
