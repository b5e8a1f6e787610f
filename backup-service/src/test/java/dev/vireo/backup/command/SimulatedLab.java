package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.credential.CredentialProvider;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshOptions;
import dev.vireo.hypervisor.ssh.Timeouts;
import dev.vireo.simulator.ContainerOptions;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.log.LogEntry;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Simulated hosts that the service knows: of containers, or of ESX where there are none of those.
 * What is true of them is asked of their own programs, over SSH as anybody would, and of their
 * disks.
 */
final class SimulatedLab implements AutoCloseable {

  private final String name = "lab" + UUID.randomUUID().toString().substring(0, 8);
  private final DataCentre centre;
  private final SshHosts ssh;
  private final Path knownHosts;

  private SimulatedLab(DataCentre centre, CredentialProvider credentials, Path knownHosts) {
    this.centre = centre;
    this.ssh = new SshHosts(credentials, SshOptions.DEFAULT);
    this.knownHosts = knownHosts;
  }

  /** Hosts of containers. */
  static SimulatedLab start(
      ContainerOptions hosts,
      Conversation bus,
      Path credentials,
      CredentialProvider provider,
      Path knownHosts)
      throws IOException {
    return start(
        Options.defaults().withContainers(hosts).withHosts(0),
        bus,
        credentials,
        provider,
        knownHosts);
  }

  /** Hosts of ESX, one of each release. */
  static SimulatedLab startEsx(
      Conversation bus, Path credentials, CredentialProvider provider, Path knownHosts)
      throws IOException {
    return start(Options.defaults(), bus, credentials, provider, knownHosts);
  }

  private static SimulatedLab start(
      Options options,
      Conversation bus,
      Path credentials,
      CredentialProvider provider,
      Path knownHosts)
      throws IOException {
    // A port may have been another lab's host before, with another key.
    Files.deleteIfExists(knownHosts);
    SimulatedLab lab = new SimulatedLab(DataCentre.start(options), provider, knownHosts);
    SecretFile.write(credentials.resolve(lab.name + ".password"), lab.centre.password());
    for (Simulated host : lab.hosts()) {
      bus.say(Domain.INVENTORY, new HostRegistered(lab.host(host), lab.connection(host), Map.of()));
    }
    return lab;
  }

  /** How a simulated host is reached. */
  private record Simulated(String name, String address, int port, String user) {}

  private List<Simulated> hosts() {
    return centre.containerHosts().isEmpty()
        ? centre.hosts().stream()
            .map(h -> new Simulated(h.name(), h.address(), h.port(), h.user()))
            .toList()
        : centre.containerHosts().stream()
            .map(h -> new Simulated(h.name(), h.address(), h.port(), h.user()))
            .toList();
  }

  private Connection connection(Simulated host) {
    return new Connection(
        host.address() + ":" + host.port(),
        host.user(),
        CredentialKind.PASSWORD,
        "file:" + name + ".password",
        HostKeyTrust.TRUST_ON_FIRST_USE,
        null);
  }

  private String host(Simulated host) {
    return name + "-" + host.name();
  }

  private Simulated simulated(int number) {
    return hosts().get(number - 1);
  }

  /** The registered name of the host of this number, from 1. */
  String host(int number) {
    return host(simulated(number));
  }

  /** What a host prints for a line of its shell. */
  ScriptOutcome asked(int number, String line) throws Exception {
    return ssh.connect(
            new HostConnections(knownHosts, Timeouts.DEFAULT).target(connection(simulated(number))))
        .run(Script.of(Step.of("line", "sh", "-c", line)));
  }

  /** What a host prints for a line that ends well. */
  String run(int number, String line) throws Exception {
    ScriptOutcome outcome = asked(number, line);
    assertThat(outcome.result("line").exit())
        .as(line + ": " + outcome.result("line").stderr())
        .isZero();
    return outcome.result("line").stdout();
  }

  /** A file of a host's own disk; of one of ESX, on a datastore. */
  Path file(int number, String path) {
    if (!centre.containerHosts().isEmpty()) {
      return centre.containerHosts().get(number - 1).root().resolve(path.substring(1));
    }
    try {
      return centre.datastoreFile(simulated(number).name(), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a host anew; its connections break, and nothing of what ran there goes on. */
  void reboot(int number) throws IOException {
    centre.reboot(simulated(number).name());
  }

  /** Each call of a program on a host so far. */
  List<String> told(int number) {
    return centre.log().stream()
        .filter(e -> e.host().equals(simulated(number).name()))
        .map(LogEntry::argv)
        .map(argv -> String.join(" ", argv))
        .toList();
  }

  void inject(String kind, int number, String rest) throws IOException {
    centre.inject(kind + ":" + simulated(number).name() + rest);
  }

  void clear(String kind, int number) throws IOException {
    centre.clear(dev.vireo.simulator.fault.FaultKind.of(kind), simulated(number).name());
  }

  @Override
  public void close() throws IOException {
    ssh.close();
    centre.close();
  }
}
