package dev.vireo.multipath.command;

import dev.vireo.bus.Domain;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.hypervisor.HostConnections;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.credential.CredentialFiles;
import dev.vireo.hypervisor.credential.Credentials;
import dev.vireo.hypervisor.script.Script;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import dev.vireo.hypervisor.ssh.SshHosts;
import dev.vireo.hypervisor.ssh.SshOptions;
import dev.vireo.hypervisor.ssh.Timeouts;
import dev.vireo.simulator.DataCentre;
import dev.vireo.simulator.HostHandle;
import dev.vireo.simulator.Options;
import dev.vireo.simulator.estate.Composition.Profile;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.HostState;
import dev.vireo.simulator.estate.PathState;
import dev.vireo.simulator.estate.Release;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.log.LogEntry;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A simulated data centre whose hosts the service knows, each as {@code LAB-esx-NN}. What is true
 * of them, and what they were told, is asked of the simulator and not of the service.
 */
final class Lab implements AutoCloseable {

  static final String SVC = "VMW_SATP_SVC";
  static final String ROUND_ROBIN = "VMW_PSP_RR";
  static final String FIXED = "VMW_PSP_FIXED";
  static final String MRU = "VMW_PSP_MRU";

  private static final Set<String> ORDERS =
      Set.of(
          "set",
          "add",
          "remove",
          "setpolicy",
          "setconfig",
          "setpreferred",
          "setdefaultpsp",
          "addrule",
          "deleterule");

  private final String name = "lab" + UUID.randomUUID().toString().substring(0, 8);
  private final DataCentre centre;
  private final Path credentials;
  private final Path knownHosts;
  private final Map<String, Connection> connections = new LinkedHashMap<>();

  private Lab(DataCentre centre, Path credentials, Path knownHosts) {
    this.centre = centre;
    this.credentials = credentials;
    this.knownHosts = knownHosts;
  }

  /** Hosts with all kinds of arrays: 4.1, 5.5, 6.7, 7.0, 8.0, and over again. */
  static Lab story(int hosts, Conversation bus, Path credentials, Path knownHosts)
      throws IOException {
    return start(Options.defaults().withHosts(hosts), bus, credentials, knownHosts);
  }

  /** Hosts with so many SVC LUNs each, all of which can be changed. */
  static Lab uniform(int hosts, int luns, Conversation bus, Path credentials, Path knownHosts)
      throws IOException {
    return start(
        Options.defaults().withHosts(hosts).withComposition(Profile.UNIFORM, luns, 4),
        bus,
        credentials,
        knownHosts);
  }

  private static Lab start(Options options, Conversation bus, Path credentials, Path knownHosts)
      throws IOException {
    // A port may have been another lab's host before, with another key.
    Files.deleteIfExists(knownHosts);
    Lab lab = new Lab(DataCentre.start(options), credentials, knownHosts);
    lab.register(bus);
    return lab;
  }

  private void register(Conversation bus) throws IOException {
    String password = SecretFile.write(credentials.resolve(name + ".password"), centre.password());
    for (HostHandle host : centre.hosts()) {
      Connection connection =
          new Connection(
              host.address() + ":" + host.port(),
              host.user(),
              CredentialKind.PASSWORD,
              password,
              HostKeyTrust.TRUST_ON_FIRST_USE,
              null);
      connections.put(host.name(), connection);
      bus.say(
          Domain.INVENTORY,
          new HostRegistered(name + "-" + host.name(), connection, Map.of("lab", name)));
      bus.say(
          Domain.INVENTORY,
          new HostIdentified(
              name + "-" + host.name(),
              "esx",
              host.version(),
              host.release().build(),
              host.release().product() + " " + host.version(),
              List.of()));
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

  List<String> hosts() {
    return connections.keySet().stream().map(h -> name + "-" + h).toList();
  }

  private static String simulated(int number) {
    return "esx-%02d".formatted(number);
  }

  /** All that is true of a host. */
  HostState truth(int number) {
    return centre.truth(simulated(number));
  }

  Device device(int number, String id) {
    return truth(number).devices().stream()
        .filter(d -> d.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The SVC LUNs of a host. */
  List<Device> svc(int number) {
    return truth(number).devices().stream().filter(d -> d.satp().equals(SVC)).toList();
  }

  /**
   * The SVC LUNs of a host that no safety rule protects, as far as its release lets it be known:
   * 4.1 does not list reservations, and nothing before 6.7 the device that it boots from.
   */
  List<Device> changeable(int number) {
    Release release = truth(number).release();
    return svc(number).stream()
        .filter(d -> !d.hardware().boot() || !release.atLeast(Release.ESXI_6_7))
        .filter(d -> !d.hardware().perenniallyReserved() || release.isClassic())
        .filter(d -> d.paths().size() > 1)
        .filter(d -> d.paths().stream().noneMatch(p -> p.state() == PathState.DEAD))
        .toList();
  }

  /** The SVC LUNs of all hosts that no safety rule protects. */
  int changeable() {
    return numbers().stream().mapToInt(n -> changeable(n).size()).sum();
  }

  List<Integer> numbers() {
    return IntStream.rangeClosed(1, connections.size()).boxed().toList();
  }

  /** The orders that a host was given so far, as they were typed; listings are no orders. */
  List<String> orders(int number) {
    return centre.log().stream()
        .filter(e -> e.host().equals(simulated(number)))
        .map(LogEntry::argv)
        .filter(argv -> argv.stream().anyMatch(ORDERS::contains))
        .map(argv -> String.join(" ", argv))
        .toList();
  }

  /** The orders that all hosts were given so far. */
  List<String> orders() {
    return numbers().stream().flatMap(n -> orders(n).stream()).toList();
  }

  /** Puts a fault into force on a host. */
  void inject(String kind, int number, String rest) throws IOException {
    centre.inject(kind + ":" + simulated(number) + rest);
  }

  /** Takes all faults of a kind away from a host. */
  void clear(String kind, int number) throws IOException {
    centre.clear(FaultKind.of(kind), simulated(number));
  }

  /** The faults that are in force on a host. */
  List<Fault> faults(int number) {
    return centre.faults(simulated(number));
  }

  void setPath(int number, String runtimeName, PathState state) {
    centre.setPath(simulated(number), runtimeName, state);
  }

  /** Somebody with a shell of his own runs something on a host, and it works. */
  void byHand(int number, String commandLine)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    try (SshHosts ssh =
        new SshHosts(
            Credentials.of(new CredentialFiles(List.of(credentials))), SshOptions.DEFAULT)) {
      Connection connection = connections.get(simulated(number));
      if (connection == null) {
        throw new IllegalArgumentException("there is no host " + number);
      }
      StepResult result =
          ssh.connect(new HostConnections(knownHosts, Timeouts.DEFAULT).target(connection))
              .run(Script.of(Step.of("by-hand", commandLine.split(" "))))
              .results()
              .getFirst();
      if (!result.ok()) {
        throw new AssertionError(commandLine + ": " + result);
      }
    }
  }

  @Override
  public void close() throws IOException {
    centre.close();
  }
}
