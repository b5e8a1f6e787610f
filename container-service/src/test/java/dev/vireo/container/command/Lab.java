package dev.vireo.container.command;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.ApiAccess;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.simulator.ContainerHandle;
import dev.vireo.simulator.ContainerKind;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.ContainerTruth;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.log.LogEntry;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Simulated hosts of containers that the service knows, each as {@code LAB-NAME}. What is true of
 * them is asked of the simulator and not of the service.
 */
final class Lab implements AutoCloseable {

  private final String name = "lab" + UUID.randomUUID().toString().substring(0, 8);
  private final DataCentre centre;

  private Lab(DataCentre centre) {
    this.centre = centre;
  }

  /** How hosts are registered to be worked on. */
  enum Access {
    SSH,
    /** By REST, with user and password. */
    TICKET,
    /** By REST, with an API token. */
    TOKEN
  }

  /** Hosts that are worked on by SSH. */
  static Lab start(ContainerOptions hosts, Conversation bus, Path credentials, Path knownHosts)
      throws IOException {
    return start(hosts, Access.SSH, bus, credentials, knownHosts);
  }

  static Lab start(
      ContainerOptions hosts, Access access, Conversation bus, Path credentials, Path knownHosts)
      throws IOException {
    // A port may have been another lab's host before, with another key.
    Files.deleteIfExists(knownHosts);
    Lab lab = new Lab(DataCentre.start(Options.defaults().withContainers(hosts).withHosts(0)));
    lab.register(bus, credentials, access);
    return lab;
  }

  private static @Nullable ApiAccess api(
      ContainerHandle host, Access access, String password, Path tokens) throws IOException {
    String address = host.address() + ":" + host.apiPort();
    return switch (access) {
      case SSH -> null;
      case TICKET -> new ApiAccess(address, "root@pam", password, host.certificateSha256());
      case TOKEN -> {
        String token = Files.readString(Objects.requireNonNull(host.apiTokenFile())).strip();
        int equals = token.indexOf('=');
        yield new ApiAccess(
            address,
            token.substring(0, equals),
            SecretFile.write(
                tokens.resolve(host.name() + "-" + UUID.randomUUID()), token.substring(equals + 1)),
            host.certificateSha256());
      }
    };
  }

  private void register(Conversation bus, Path credentials, Access access) throws IOException {
    String password = SecretFile.write(credentials.resolve(name + ".password"), centre.password());
    for (ContainerHandle host : centre.containerHosts()) {
      Connection connection =
          new Connection(
              host.address() + ":" + host.port(),
              host.user(),
              CredentialKind.PASSWORD,
              password,
              HostKeyTrust.TRUST_ON_FIRST_USE,
              null,
              null,
              api(host, access, password, credentials));
      String registered = name + "-" + host.name();
      bus.say(Domain.INVENTORY, new HostRegistered(registered, connection, Map.of("lab", name)));
      bus.say(
          Domain.INVENTORY,
          host.kind() == ContainerKind.OPENVZ7
              ? new HostIdentified(
                  registered, "openvz", host.kind().version(), null, "OpenVZ", List.of())
              : new HostIdentified(
                  registered, "pve", host.kind().version(), null, "Proxmox VE", List.of()));
    }
  }

  /** A selector of all its hosts. */
  String select() {
    return "tag:lab=" + name;
  }

  /** The registered name of the host of this number, from 1. */
  String host(int number) {
    return name + "-" + simulated(number);
  }

  private String simulated(int number) {
    return centre.containerHosts().get(number - 1).name();
  }

  ContainerTruth truth(int number) {
    return centre.containerTruth(simulated(number));
  }

  /** A file of a host's own disk. */
  Path file(int number, String path) {
    return centre.containerHosts().get(number - 1).root().resolve(path.substring(1));
  }

  /** Each call of a tool of vzctl's on a host so far. */
  List<String> told(int number) {
    return centre.log().stream()
        .filter(e -> e.host().equals(simulated(number)))
        .map(LogEntry::argv)
        .map(argv -> String.join(" ", argv))
        .toList();
  }

  /** Calls of {@code vzctl create}, on all hosts. */
  List<String> creates() {
    List<String> all = new ArrayList<>();
    for (int i = 1; i <= centre.containerHosts().size(); i++) {
      told(i).stream().filter(c -> c.startsWith("vzctl create")).forEach(all::add);
    }
    return all;
  }

  void inject(String kind, int number, String rest) throws IOException {
    centre.inject(kind + ":" + simulated(number) + rest);
  }

  void clear(String kind, int number) throws IOException {
    centre.clear(FaultKind.of(kind), simulated(number));
  }

  @Override
  public void close() throws IOException {
    centre.close();
  }
}
