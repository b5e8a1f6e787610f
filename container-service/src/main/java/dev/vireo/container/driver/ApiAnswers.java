package dev.vireo.container.driver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.container.tool.PveConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the API of Proxmox VE answers, read; fields that are not known here are passed over. */
final class ApiAnswers {

  private static final long MIB = 1L << 20;

  private ApiAnswers() {}

  /** Of {@code cluster/status}: the node that answers. */
  static Optional<String> localNode(JsonNode cluster) {
    for (JsonNode member : cluster) {
      if (member.path("type").asText().equals("node") && member.path("local").asInt() == 1) {
        return Optional.of(member.path("name").asText()).filter(n -> !n.isEmpty());
      }
    }
    return Optional.empty();
  }

  /** Of {@code cluster/status}: the cluster's name; empty where the node stands alone. */
  static Optional<String> cluster(JsonNode cluster) {
    for (JsonNode member : cluster) {
      if (member.path("type").asText().equals("cluster")) {
        return Optional.of(member.path("name").asText()).filter(n -> !n.isEmpty());
      }
    }
    return Optional.empty();
  }

  /** Of {@code nodes}: free memory of one. */
  static OptionalLong freeMemoryMiB(JsonNode nodes, String name) {
    for (JsonNode node : nodes) {
      if (node.path("node").asText().equals(name) && node.hasNonNull("maxmem")) {
        return OptionalLong.of(
            Math.max(0, node.path("maxmem").asLong() - node.path("mem").asLong()) / MIB);
      }
    }
    return OptionalLong.empty();
  }

  /** Of {@code nodes/N/storage}: names of those in use for this content. */
  static List<String> storages(JsonNode storages, String content) {
    List<String> names = new ArrayList<>();
    storages(storages, content, Optional.empty()).forEach(s -> names.add(name(s)));
    return names;
  }

  /** The storage for root file systems: the one of this name, or else the one with most room. */
  static Optional<String> rootStorage(JsonNode storages, Optional<String> named) {
    return roomiest(storages, named).map(ApiAnswers::name);
  }

  /** What is free there. */
  static OptionalLong freeDiskMiB(JsonNode storages, Optional<String> named) {
    Optional<JsonNode> storage = roomiest(storages, named).filter(s -> s.hasNonNull("avail"));
    return storage.isPresent()
        ? OptionalLong.of(storage.get().path("avail").asLong() / MIB)
        : OptionalLong.empty();
  }

  private static String name(JsonNode storage) {
    return storage.path("storage").asText();
  }

  private static Optional<JsonNode> roomiest(JsonNode storages, Optional<String> named) {
    return storages(storages, "rootdir", named).stream()
        .max(Comparator.comparingLong(s -> s.path("avail").asLong()));
  }

  private static List<JsonNode> storages(
      JsonNode storages, String content, Optional<String> named) {
    List<JsonNode> usable = new ArrayList<>();
    for (JsonNode storage : storages) {
      boolean takes = Arrays.asList(storage.path("content").asText().split(",")).contains(content);
      boolean asked = named.isEmpty() || named.get().equals(name(storage));
      if (takes && asked && storage.path("active").asInt(1) == 1 && !name(storage).isEmpty()) {
        usable.add(storage);
      }
    }
    return usable;
  }

  /** Of a storage's content: volumes of templates. */
  static List<String> volumes(JsonNode content) {
    List<String> volumes = new ArrayList<>();
    for (JsonNode volume : content) {
      if (volume.path("content").asText("vztmpl").equals("vztmpl")) {
        volumes.add(volume.path("volid").asText().strip());
      }
    }
    return volumes;
  }

  /** A container's configuration. */
  static PveConfig config(JsonNode config) {
    Map<String, String> values = new LinkedHashMap<>();
    config
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isValueNode() && !e.getValue().isNull()) {
                values.put(e.getKey(), e.getValue().asText());
              }
            });
    return new PveConfig(values);
  }

  /**
   * Of {@code interfaces}: IPv4 addresses by interface, but for the loopback and those of a link
   * alone. Releases from 8.3 have a list beside the one address of those before.
   */
  static Map<String, List<String>> interfaces(JsonNode interfaces) {
    Map<String, List<String>> addresses = new LinkedHashMap<>();
    for (JsonNode each : interfaces) {
      String name = each.path("name").asText();
      List<String> all = addresses.computeIfAbsent(name, n -> new ArrayList<>());
      add(all, each.path("inet").asText());
      for (JsonNode address : each.path("ip-addresses")) {
        add(all, address.path("ip-address").asText());
      }
    }
    addresses.remove("lo");
    return addresses;
  }

  private static void add(List<String> all, String address) {
    String ip = address.split("/", 2)[0];
    if (ip.matches("[0-9.]+") && !ip.startsWith("169.254.") && !all.contains(ip)) {
      all.add(ip);
    }
  }
}
