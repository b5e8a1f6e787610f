package dev.vireo.simulator;

import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.ContainerProduct;
import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.container.Guests;
import dev.vireo.simulator.container.Lan;
import dev.vireo.simulator.container.Processes;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Room;
import dev.vireo.simulator.disk.Templates;
import dev.vireo.simulator.disk.Trees;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.host.ContainerMachine;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.pve.Backups;
import dev.vireo.simulator.pve.LxcPrograms;
import dev.vireo.simulator.pve.PveApi;
import dev.vireo.simulator.pve.PveCluster;
import dev.vireo.simulator.ssh.HostKeys;
import dev.vireo.simulator.ssh.SshFront;
import dev.vireo.simulator.store.PasswordFile;
import dev.vireo.simulator.store.StateFolder;
import dev.vireo.simulator.vz.PrlPrograms;
import dev.vireo.simulator.vz.VzPeer;
import dev.vireo.simulator.vz.VzPrograms;
import dev.vireo.simulator.vz.VzRelease;
import dev.vireo.simulator.web.Certificate;
import dev.vireo.simulator.web.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hosts of containers of a data centre. */
final class ContainerFleet implements AutoCloseable {
  private static final long DISK = 40L << 30;

  private final Options options;
  private final @Nullable StateFolder state;
  private final Path passwordFile;
  private final SshFront ssh;
  private final CommandLog log;
  private final Lan lan;
  private final PveCluster cluster;
  private final Map<String, ContainerNode> nodes = new LinkedHashMap<>();
  private @Nullable Path folder;
  private @Nullable Certificate certificate;

  ContainerFleet(
      Options options,
      @Nullable StateFolder state,
      Path passwordFile,
      SshFront ssh,
      CommandLog log,
      Lan lan) {
    this.options = options;
    this.cluster = new PveCluster(options.containers().cluster());
    this.state = state;
    this.passwordFile = passwordFile;
    this.ssh = ssh;
    this.log = log;
    this.lan = lan;
  }

  void start() throws IOException {
    if (options.containers().all() == 0) {
      return;
    }
    Path base =
        state == null ? Files.createTempDirectory("vireo-container-hosts") : state.containerHosts();
    folder = base;
    int number = 0;
    for (ContainerKind kind : ContainerKind.values()) {
      for (int i = 1; i <= options.containers().of(kind); i++) {
        add(base, kind, i, ++number);
      }
    }
    for (ContainerNode node : nodes.values()) {
      if (node.product() instanceof LxcPrograms lxc) {
        lxc.writeMembers();
      }
    }
    if (state != null) {
      Map<String, Integer> ports = new LinkedHashMap<>(state.ports());
      for (ContainerNode node : nodes.values()) {
        ports.put(node.machine().hostName(), node.port());
        if (node.api() != null) {
          ports.put(node.machine().hostName() + ".api", node.api().port());
        }
      }
      state.savePorts(ports);
    }
  }

  private void add(Path base, ContainerKind kind, int ofKind, int number) throws IOException {
    String name = String.format("%s-%02d", kind.text(), ofKind);
    Path root = base.resolve(name).resolve("root");
    DiskFiles files = new DiskFiles(root, new Room(DISK));
    // Whatever ran before this process is gone.
    files.removeTree("/proc");
    Processes processes = new Processes(files);
    ContainerMachine machine =
        new ContainerMachine(
            itself ->
                new ContainerHost(
                    name,
                    Lan.hostAddress(number),
                    files,
                    base.resolve(name),
                    processes,
                    lan,
                    new Guests(lan, name),
                    itself.faults(),
                    options.containers().pace(),
                    () -> powerOff(name)),
            ssh::disconnect);
    ContainerProduct product =
        switch (kind) {
          case OPENVZ ->
              new VzPrograms(machine.host(), VzRelease.PVE_1_7, log, machine, this::peer);
          case OPENVZ7 -> new PrlPrograms(machine.host(), log, machine, this::peer);
          case PVE3 -> new VzPrograms(machine.host(), VzRelease.PVE_3_4, log, machine, this::peer);
          case PVE8 -> new LxcPrograms(machine.host(), log, machine, cluster);
        };
    product.install(templates(kind, ofKind));
    machine.install(product.byName());
    if (product instanceof LxcPrograms lxc) {
      machine.install(Backups.of(machine.host(), log, lxc));
    } else if (product instanceof VzPrograms vz && kind == ContainerKind.PVE3) {
      machine.install(Backups.of(machine.host(), log, vz));
    }
    int port = listen(machine, number);
    nodes.put(
        name, new ContainerNode(kind, machine, product, port, root, ssh, api(machine, product)));
  }

  /** The host with OpenVZ whose sshd listens there. */
  private Optional<VzPeer> peer(int port) {
    return nodes.values().stream()
        .filter(node -> node.port() == port)
        .map(ContainerNode::product)
        .flatMap(product -> product instanceof VzPeer vz ? Stream.of(vz) : Stream.empty())
        .findFirst();
  }

  /** Proxmox VE's REST, since its release 2. */
  private @Nullable WebServer api(ContainerMachine machine, ContainerProduct product)
      throws IOException {
    String user = options.user();
    String password = PasswordFile.read(passwordFile);
    PveApi api;
    if (product instanceof LxcPrograms lxc) {
      String token = PasswordFile.read(tokenFile(), options.user() + "@pam!vireo=");
      api = PveApi.ofLxc(machine.host(), machine, user, password, token, lxc);
    } else if (product instanceof VzPrograms vz && vz.hasApi()) {
      api = PveApi.ofOpenVz(machine.host(), machine, user, password, vz);
    } else {
      return null;
    }
    String port = machine.hostName() + ".api";
    int before = state == null ? 0 : state.ports().getOrDefault(port, 0);
    try {
      return new WebServer(address(), before, certificate(), api::answer);
    } catch (BindException taken) {
      return new WebServer(address(), 0, certificate(), api::answer);
    }
  }

  /** Where the API token is that all hosts of Proxmox VE 8 take. */
  private Path tokenFile() {
    return passwordFile.resolveSibling(passwordFile.getFileName() + ".api-token");
  }

  private InetAddress address() throws IOException {
    return InetAddress.getByName(options.bind());
  }

  /** All hosts show the same one, as nodes whose cluster's authority signed for all their names. */
  private Certificate certificate() throws IOException {
    Certificate known = certificate;
    if (known == null) {
      Path file =
          state == null ? null : Files.createDirectories(state.containerHosts()).resolve("pve.p12");
      known = Certificate.at(file, address(), "pve.vireo.example");
      certificate = known;
    }
    return known;
  }

  /** Binds the host's port: the one asked for, else the one it had, else any. */
  private int listen(ContainerMachine machine, int number) throws IOException {
    if (options.portBase() > 0) {
      return ssh.listen(machine, options.portBase() + options.hosts() + number - 1);
    }
    int before = state == null ? 0 : state.ports().getOrDefault(machine.hostName(), 0);
    try {
      return ssh.listen(machine, before);
    } catch (IOException taken) {
      return ssh.listen(machine, 0);
    }
  }

  /** The first host of the story's kind has what the story's host had, no more and no less. */
  private static List<Templates> templates(ContainerKind kind, int ofKind) {
    if (kind == ContainerKind.PVE3) {
      return List.of(Templates.DEBIAN_7, Templates.CENTOS_6, Templates.SABAYON);
    }
    if (kind == ContainerKind.OPENVZ7) {
      return List.of(Templates.EZ_CENTOS_7, Templates.EZ_DEBIAN_8);
    }
    if (kind == ContainerKind.PVE8) {
      return List.of(
          Templates.DEBIAN_12, Templates.UBUNTU_24_04, Templates.ALPINE, Templates.UNKNOWN);
    }
    List<Templates> templates =
        new ArrayList<>(
            List.of(
                Templates.SABAYON,
                Templates.CENTOS_4,
                Templates.CENTOS_5,
                Templates.DEBIAN_5,
                Templates.UBUNTU_10_04));
    if (ofKind % 2 == 0) {
      templates.add(Templates.CUT);
      templates.add(Templates.NO_ROOT);
    }
    return templates;
  }

  boolean has(String name) {
    return nodes.containsKey(name);
  }

  private ContainerNode node(String name) {
    ContainerNode node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no such host of containers: " + name);
    }
    return node;
  }

  List<ContainerHandle> handles() {
    return nodes.keySet().stream().map(this::handle).toList();
  }

  ContainerHandle handle(String name) {
    ContainerNode node = node(name);
    String place = node.port() == 22 ? options.bind() : "[" + options.bind() + "]:" + node.port();
    return new ContainerHandle(
        name,
        node.kind(),
        options.bind(),
        node.port(),
        options.user(),
        passwordFile,
        place + " " + HostKeys.published(ssh.keyOf(node.machine())),
        node.api() == null ? 0 : node.api().port(),
        node.api() == null ? null : fingerprint(),
        node.kind() == ContainerKind.PVE8 ? tokenFile() : null,
        node.root());
  }

  private String fingerprint() {
    try {
      return certificate().fingerprint();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ContainerTruth truth(String name) {
    ContainerNode node = node(name);
    ContainerHost host = node.machine().host();
    List<ContainerTruth.Running> running = new ArrayList<>();
    for (Guest guest : host.guests().all()) {
      List<String> addresses = guest.addresses().stream().sorted().toList();
      running.add(
          new ContainerTruth.Running(
              guest.id(),
              guest.hostName(),
              addresses,
              addresses.stream().filter(guest.network()::has).toList()));
    }
    return new ContainerTruth(
        name,
        node.kind().text(),
        node.isOn(),
        running,
        host.files().list(VzPrograms.CACHE),
        host.processes().all());
  }

  List<Fault> faults(String name) {
    return node(name).machine().faults().all();
  }

  /** Puts a fault into force; says false if it is for ESX hosts alone. */
  boolean inject(Fault fault) throws IOException {
    Optional<List<ContainerNode>> concerned = concerned(fault.kind(), fault.host());
    if (concerned.isEmpty()) {
      return false;
    }
    for (ContainerNode node : concerned.get()) {
      node.inject(
          new Fault(fault.kind(), node.machine().hostName(), fault.argument(), fault.times()));
    }
    return !fault.host().equals("*") || !fault.kind().concernsEsx();
  }

  boolean clear(FaultKind kind, String host) throws IOException {
    Optional<List<ContainerNode>> concerned = concerned(kind, host);
    if (concerned.isEmpty()) {
      return false;
    }
    for (ContainerNode node : concerned.get()) {
      node.clear(kind);
    }
    return !host.equals("*") || !kind.concernsEsx();
  }

  /** The hosts that a fault means; empty if none of these. */
  private Optional<List<ContainerNode>> concerned(FaultKind kind, String host) {
    if (has(host)) {
      if (!kind.concernsContainers()) {
        throw new IllegalArgumentException(
            kind.text() + " is a fault of ESX hosts, and " + host + " is none");
      }
      return Optional.of(List.of(node(host)));
    }
    List<ContainerNode> all = List.copyOf(nodes.values());
    boolean first = host.isEmpty() && (!kind.concernsEsx() || options.hosts() == 0);
    boolean every = host.equals("*") && kind.concernsContainers();
    if (!kind.concernsEsx() && all.isEmpty()) {
      throw new IllegalArgumentException("no host of containers can have " + kind.text());
    }
    if (!kind.concernsEsx() && !first && !every) {
      throw new IllegalArgumentException("no such host of containers: " + host);
    }
    return every
        ? Optional.of(all)
        : first && !all.isEmpty() ? Optional.of(all.subList(0, 1)) : Optional.empty();
  }

  private void powerOff(String name) {
    try {
      node(name).powerOff();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Turns a host off and on again; says false if it is none of these. */
  boolean reboot(String name) throws IOException {
    if (!has(name)) {
      return false;
    }
    node(name).powerOff();
    node(name).powerOn();
    return true;
  }

  @Override
  public void close() throws IOException {
    for (ContainerNode node : nodes.values()) {
      if (node.api() != null) {
        node.api().close();
      }
    }
    Path base = folder;
    if (base != null && state == null) {
      Trees.remove(base);
    }
  }
}
