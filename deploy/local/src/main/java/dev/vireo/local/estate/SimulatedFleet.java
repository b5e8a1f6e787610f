package dev.vireo.local.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The simulated hosts, as the simulator says where they listen.
 *
 * @param hosts in the simulator's order
 */
public record SimulatedFleet(List<SimulatedHost> hosts) {

  /** Releases whose algorithms are no longer considered safe speak them only if told to. */
  private static final Set<String> OLD = Set.of("4", "5");

  public SimulatedFleet {
    hosts = List.copyOf(hosts);
  }

  /**
   * One host.
   *
   * @param knownHosts its key as a line of known_hosts
   * @param kind {@code esx}, {@code openvz}, {@code openvz7}, {@code pve3} or {@code pve8}
   */
  public record SimulatedHost(
      String name,
      String address,
      int port,
      String user,
      String passwordFile,
      String version,
      String knownHosts,
      String kind) {

    public boolean old() {
      return OLD.contains(version.substring(0, 1));
    }
  }

  /**
   * What registers them: {@code vireo hosts import LIST --known-hosts KEYS}.
   *
   * @param list a host list in CSV
   * @param keys the hosts' keys, as known_hosts
   */
  public record Lists(Path list, Path keys) {}

  /** Reads the file that the simulator writes once its hosts listen. */
  public static SimulatedFleet read(Path readyFile) throws IOException {
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
              host.path("knownHosts").asText(),
              host.path("kind").asText("esx")));
    }
    return new SimulatedFleet(hosts);
  }

  /** Those of one kind. */
  public SimulatedFleet of(String kind) {
    return new SimulatedFleet(hosts.stream().filter(host -> host.kind().equals(kind)).toList());
  }

  /**
   * Writes what registers them.
   *
   * @param folder where {@code hosts.csv} and {@code hosts.keys} are written
   * @param tags of every host, such as {@code env=demo}
   */
  public Lists writeLists(Path folder, String tags) throws IOException {
    StringBuilder list = new StringBuilder("name,address,user,password_file,tags\n");
    StringBuilder known = new StringBuilder();
    for (SimulatedHost host : hosts) {
      list.append(
          "%s,%s:%d,%s,%s,%s\n"
              .formatted(
                  host.name(),
                  host.address(),
                  host.port(),
                  host.user(),
                  host.passwordFile(),
                  tags));
      known.append(host.knownHosts()).append('\n');
    }
    return new Lists(
        Files.writeString(folder.resolve("hosts.csv"), list),
        Files.writeString(folder.resolve("hosts.keys"), known));
  }
}
