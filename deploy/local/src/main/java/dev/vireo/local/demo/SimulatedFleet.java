package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The simulated hosts, as the simulator says where they listen.
 *
 * @param hosts in the simulator's order
 */
record SimulatedFleet(List<SimulatedHost> hosts) {

  /** Releases whose algorithms are no longer considered safe speak them only if told to. */
  private static final Set<String> OLD = Set.of("4", "5");

  SimulatedFleet {
    hosts = List.copyOf(hosts);
  }

  /**
   * One host.
   *
   * @param knownHosts its key as a line of known_hosts
   */
  record SimulatedHost(
      String name,
      String address,
      int port,
      String user,
      String passwordFile,
      String version,
      String knownHosts) {

    boolean old() {
      return OLD.contains(version.substring(0, 1));
    }
  }

  static SimulatedFleet read(Path readyFile) throws IOException {
    List<SimulatedHost> hosts = new ArrayList<>();
    for (JsonNode host : new ObjectMapper().readTree(readyFile.toFile()).path("hosts")) {
      hosts.add(
          new SimulatedHost(
              host.path("name").asText(),
              host.path("address").asText(),
              host.path("port").asInt(),
              host.path("user").asText(),
              host.path("passwordFile").asText(),
              host.path("version").asText(),
              host.path("knownHosts").asText()));
    }
    return new SimulatedFleet(hosts);
  }
}
