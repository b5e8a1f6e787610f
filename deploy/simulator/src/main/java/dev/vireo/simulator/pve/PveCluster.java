package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.ContainerHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The cluster that hosts of Proxmox VE 8 are of, or a single host is not. */
public final class PveCluster {
  private final String name;
  private final Map<String, LxcContainers> nodes = new ConcurrentHashMap<>();
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  /**
   * @param name empty where each host stands alone
   */
  public PveCluster(String name) {
    this.name = name;
  }

  void join(ContainerHost host, LxcContainers containers) {
    if (!name.isEmpty()) {
      nodes.put(host.name(), containers);
      addresses.put(host.name(), host.address());
    }
  }

  /** The containers of a node of it. */
  Optional<LxcContainers> node(String node) {
    return Optional.ofNullable(nodes.get(node));
  }

  private List<String> names() {
    return nodes.keySet().stream().sorted().toList();
  }

  /** What {@code /etc/pve/.members} of a host says. */
  String members(ContainerHost host) {
    if (name.isEmpty()) {
      return "{\n\"nodename\": \"" + host.name() + "\",\n\"version\": 0\n}\n";
    }
    StringBuilder text = new StringBuilder("{\n");
    text.append("\"nodename\": \"").append(host.name()).append("\",\n\"version\": 4,\n");
    text.append("\"cluster\": { \"name\": \"")
        .append(name)
        .append("\", \"version\": 4, \"nodes\": ");
    text.append(nodes.size()).append(", \"quorate\": 1 },\n\"nodelist\": {\n");
    int id = 1;
    for (String node : names()) {
      text.append("  \"").append(node).append("\": { \"id\": ").append(id);
      text.append(", \"online\": 1, \"ip\": \"").append(addresses.get(node)).append("\"}");
      text.append(id++ < nodes.size() ? ",\n" : "\n");
    }
    return text.append("  }\n}\n").toString();
  }

  /** What {@code cluster/status} of a host's API says. */
  List<Map<String, Object>> status(ContainerHost host) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (name.isEmpty()) {
      all.add(node(host.name(), host.address(), true, 0));
      return all;
    }
    Map<String, Object> cluster = new LinkedHashMap<>();
    cluster.put("type", "cluster");
    cluster.put("id", "cluster");
    cluster.put("name", name);
    cluster.put("nodes", nodes.size());
    cluster.put("quorate", 1);
    cluster.put("version", 4);
    all.add(cluster);
    int id = 1;
    for (String node : names()) {
      all.add(node(node, addresses.getOrDefault(node, ""), node.equals(host.name()), id++));
    }
    return all;
  }

  private static Map<String, Object> node(String name, String address, boolean local, int id) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("type", "node");
    node.put("id", "node/" + name);
    node.put("name", name);
    node.put("ip", address);
    node.put("local", local ? 1 : 0);
    node.put("online", 1);
    node.put("nodeid", id);
    return node;
  }
}
