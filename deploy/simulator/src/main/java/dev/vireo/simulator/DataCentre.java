package dev.vireo.simulator;

import dev.vireo.simulator.appliance.LoginFault;
import dev.vireo.simulator.container.Lan;
import dev.vireo.simulator.control.ControlServer;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.HostState;
import dev.vireo.simulator.estate.PathState;
import dev.vireo.simulator.fault.Fault;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.fault.Faults;
import dev.vireo.simulator.host.EsxMachine;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.log.LogEntry;
import dev.vireo.simulator.ssh.HostKeys;
import dev.vireo.simulator.ssh.Login;
import dev.vireo.simulator.ssh.SshFront;
import dev.vireo.simulator.store.PasswordFile;
import dev.vireo.simulator.store.StateFolder;
import dev.vireo.simulator.vcenter.ManagedHost;
import dev.vireo.simulator.vcenter.Vcenter;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/**
 * A running data centre.
 *
 * <pre>{@code
 * try (DataCentre centre = DataCentre.start(Options.defaults().withHosts(3))) {
 *   HostHandle host = centre.hosts().getFirst(); // host.address(), host.port(), host.passwordFile()
 *   centre.inject("ignore:esx-01");
 *   HostState truth = centre.truth("esx-01");
 *   List<LogEntry> calls = centre.log();
 * }
 * }</pre>
 */
public final class DataCentre implements AutoCloseable {

  private record Entry(EsxMachine host, int number, int port) {}

  private final Options options;
  private final @Nullable StateFolder state;
  private final CommandLog log;
  private final SshFront ssh;
  private final Path passwordFile;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Lan lan = new Lan();
  private final ContainerFleet containers;
  private final DatastoreFolders datastores;
  private @Nullable ControlServer control;
  private @Nullable Vcenter vcenter;
  private @Nullable StoryAppliance appliance;

  private DataCentre(Options options) throws IOException {
    this.options = options;
    this.state = options.state() == null ? null : new StateFolder(options.state());
    this.log = new CommandLog(options.log(), options.keepLog());
    this.datastores = new DatastoreFolders(state == null ? null : state.datastores());
    this.passwordFile = passwordFile(options, state);
    Login login =
        new Login(options.user(), PasswordFile.read(passwordFile), keys(options.authorizedKeys()));
    HostKeys keys = new HostKeys(state == null ? null : state.keys());
    this.ssh =
        new SshFront(
            InetAddress.getByName(options.bind()),
            keys,
            login,
            options.legacyCrypto(),
            new NetworkForwards(lan));
    this.containers = new ContainerFleet(options, state, passwordFile, ssh, log, lan);
  }

  /**
   * Starts a data centre; when this returns, every host answers.
   *
   * @throws IOException if a port is taken or a file can't be used
   */
  public static DataCentre start(Options options) throws IOException {
    DataCentre centre = new DataCentre(options);
    try {
      centre.addHosts();
      centre.containers.start();
      for (Fault fault : options.faults()) {
        centre.inject(fault);
      }
      centre.openEndpoints();
      return centre;
    } catch (IOException | RuntimeException e) {
      centre.close();
      throw e;
    }
  }

  private static Path passwordFile(Options options, @Nullable StateFolder state)
      throws IOException {
    if (options.passwordFile() != null) {
      return options.passwordFile();
    }
    return state != null
        ? state.passwordFile()
        : Files.createTempDirectory("vireo-simulator").resolve("password");
  }

  private static List<PublicKey> keys(@Nullable Path file) throws IOException {
    if (file == null) {
      return List.of();
    }
    List<PublicKey> keys = new ArrayList<>();
    try {
      for (AuthorizedKeyEntry entry :
          AuthorizedKeyEntry.readAuthorizedKeys(
              Files.newBufferedReader(file, StandardCharsets.UTF_8), true)) {
        keys.add(entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": not a file of public keys: " + e.getMessage(), e);
    }
    return keys;
  }

  private void addHosts() throws IOException {
    Map<String, Integer> ports = state == null ? Map.of() : state.ports();
    Map<String, Integer> used = new LinkedHashMap<>(ports);
    for (int number = 1; number <= options.hosts(); number++) {
      HostState fresh = options.composition().host(number);
      EsxHost esx = new EsxHost(state == null ? fresh : state.load(fresh.name()).orElse(fresh));
      if (state != null) {
        StateFolder kept = state;
        esx.onChange(() -> kept.changed(esx));
      }
      EsxMachine host =
          new EsxMachine(
              esx,
              log,
              options.delay(),
              () -> datastores.of(esx.name()),
              session -> ssh.disconnect(session));
      int port = listen(host, number, ports.getOrDefault(esx.name(), 0));
      used.put(esx.name(), port);
      entries.put(esx.name(), new Entry(host, number, port));
    }
    if (state != null) {
      state.savePorts(used);
    }
  }

  private void openEndpoints() throws IOException {
    if (options.controlPort() >= 0) {
      control = new ControlServer(this, options.controlPort());
    }
    LoginFault fault = options.appliance();
    if (fault != null) {
      appliance =
          new StoryAppliance(
              fault,
              containers.handles().getFirst(),
              lan,
              InetAddress.getByName(options.bind()),
              passwordFile,
              state == null ? null : state.certificate().resolveSibling("appliance.p12"));
    }
    if (options.vcenterPort() >= 0) {
      vcenter =
          new Vcenter(
              InetAddress.getByName(options.bind()),
              options.vcenterPort(),
              state == null ? null : state.certificate(),
              password(),
              this::managedHosts);
    }
  }

  private List<ManagedHost> managedHosts() {
    return entries.values().stream()
        .map(
            entry ->
                new ManagedHost(
                    "host-" + (9 + entry.number()),
                    entry.host().hostName(),
                    options.bind() + ":" + entry.port(),
                    entry.host().esx().release(),
                    !entry.host().faults().has(FaultKind.REFUSE)
                        && !entry.host().faults().has(FaultKind.HANG)))
        .toList();
  }

  /** The control endpoint, for instance {@code http://127.0.0.1:8080}; empty if there is none. */
  public Optional<String> control() {
    return Optional.ofNullable(control).map(server -> "http://127.0.0.1:" + server.port());
  }

  /** The vCenter endpoint; empty if there is none. */
  public Optional<VcenterHandle> vcenter() throws IOException {
    Vcenter server = vcenter;
    return server == null
        ? Optional.empty()
        : Optional.of(
            new VcenterHandle(
                "https://" + options.bind() + ":" + server.port() + "/sdk",
                Vcenter.USER,
                passwordFile,
                server.fingerprint()));
  }

  /** The backup appliance; empty if there is none. */
  public Optional<ApplianceHandle> appliance() {
    return Optional.ofNullable(appliance).map(StoryAppliance::handle);
  }

  /** How many times a password was given to the appliance, right or wrong. */
  public int applianceAttempts() {
    StoryAppliance there = appliance;
    return there == null ? 0 : there.attempts();
  }

  /** Binds the host's port: the one asked for, else the one it had, else any. */
  private int listen(EsxMachine host, int number, int before) throws IOException {
    if (options.portBase() > 0) {
      return ssh.listen(host, options.portBase() + number - 1);
    }
    if (before > 0) {
      try {
        return ssh.listen(host, before);
      } catch (IOException taken) {
        return ssh.listen(host, 0);
      }
    }
    return ssh.listen(host, 0);
  }

  /** The hosts in the order of their numbers. */
  public List<HostHandle> hosts() {
    return entries.values().stream().map(this::handle).toList();
  }

  public HostHandle host(String name) {
    return handle(entry(name));
  }

  private HostHandle handle(Entry entry) {
    String place = entry.port() == 22 ? options.bind() : "[" + options.bind() + "]:" + entry.port();
    return new HostHandle(
        entry.host().hostName(),
        options.bind(),
        entry.port(),
        options.user(),
        passwordFile,
        entry.host().esx().release(),
        place + " " + HostKeys.published(ssh.keyOf(entry.host())));
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no such host: " + name);
    }
    return entry;
  }

  /** The password that all hosts take. */
  public String password() {
    try {
      return PasswordFile.read(passwordFile);
    } catch (IOException e) {
      throw new IllegalStateException(passwordFile + " can't be read any more", e);
    }
  }

  /** The hosts of containers, by kind and number. */
  public List<ContainerHandle> containerHosts() {
    return containers.handles();
  }

  public ContainerHandle containerHost(String name) {
    return containers.handle(name);
  }

  /** All that there is to know about a host of containers now. */
  public ContainerTruth containerTruth(String host) {
    return containers.truth(host);
  }

  /** All that there is to know about an ESX host now. */
  public HostState truth(String host) {
    return entry(host).host().esx().state();
  }

  /** Where a file of an ESX host's datastore really lies: the back door. */
  public Path datastoreFile(String host, String path) throws IOException {
    return entry(host).host().files().real(path);
  }

  /** How many scripts are at work, those whose connection is gone included. */
  public int running() {
    return ssh.running();
  }

  /** The calls of esxcli so far, oldest first; empty unless the options keep them. */
  public List<LogEntry> log() {
    return log.entries();
  }

  /** Reads {@code KIND[:HOST[:DEVICE or NUMBER]][@TIMES]} and puts it into force. */
  public void inject(String fault) throws IOException {
    inject(Fault.parse(fault));
  }

  /**
   * Puts a fault into force.
   *
   * @throws IllegalArgumentException if its host or device doesn't exist
   */
  public void inject(Fault fault) throws IOException {
    if (containers.inject(fault)) {
      return;
    }
    for (Entry entry : concerned(fault.host())) {
      Fault complete = entry.host().completed(fault);
      if (complete.kind() == FaultKind.PATH_DIES) {
        String path = dyingPath(entry.host().esx(), complete.argument());
        setPath(entry.host().hostName(), path, PathState.DEAD);
        complete = new Fault(complete.kind(), complete.host(), path, 0);
      }
      entry.host().faults().add(complete);
      entry.host().applyTmp();
      switch (complete.kind()) {
        case REFUSE -> ssh.refuse(entry.port());
        case HANG -> ssh.hang(entry.port());
        default -> {}
      }
    }
  }

  private List<Entry> concerned(String host) {
    return switch (host) {
      case "*" -> List.copyOf(entries.values());
      case "" -> List.copyOf(entries.values()).subList(0, Math.min(1, entries.size()));
      default -> List.of(entry(host));
    };
  }

  private static String dyingPath(EsxHost host, String deviceOrPath) {
    for (Device device : host.devices()) {
      if (device.id().equals(deviceOrPath) && !device.paths().isEmpty()) {
        return device.paths().getLast().runtimeName();
      }
      if (device.path(deviceOrPath).isPresent()) {
        return deviceOrPath;
      }
    }
    throw new IllegalArgumentException(
        "host " + host.name() + " has no device and no path " + deviceOrPath);
  }

  /** Takes away the faults of a kind: of one host, or of all for {@code *}. */
  public void clear(FaultKind kind, String host) throws IOException {
    if (containers.clear(kind, host)) {
      return;
    }
    for (Entry entry : concerned(host)) {
      Faults faults = entry.host().faults();
      List<Fault> removed = faults.remove(kind);
      entry.host().applyTmp();
      if (removed.isEmpty()) {
        continue;
      }
      switch (kind) {
        case REFUSE, HANG -> {
          if (!faults.has(FaultKind.REFUSE) && !faults.has(FaultKind.HANG)) {
            ssh.answer(entry.port());
          }
        }
        case PATH_DIES -> removed.forEach(fault -> repair(entry.host().esx(), fault.argument()));
        default -> {}
      }
    }
  }

  private static void repair(EsxHost host, String path) {
    host.devices().stream()
        .flatMap(device -> device.path(path).stream())
        .findFirst()
        .ifPresent(found -> host.setPath(path, found.usual()));
  }

  /** The faults in force on a host. */
  public List<Fault> faults(String host) {
    return containers.has(host) ? containers.faults(host) : entry(host).host().faults().all();
  }

  /**
   * Puts a path into a state.
   *
   * @throws IllegalArgumentException if the host has no such path
   */
  public void setPath(String host, String runtimeName, PathState pathState) {
    if (entry(host).host().esx().setPath(runtimeName, pathState).isEmpty()) {
      throw new IllegalArgumentException("host " + host + " has no path " + runtimeName);
    }
  }

  /** Maps one more SVC LUN to a host. @return its device as the host claimed it */
  public Device addLun(String host, int lun) {
    Entry entry = entry(host);
    return entry
        .host()
        .esx()
        .appear(options.composition().furtherSvcLun(entry.host().esx(), entry.number(), lun));
  }

  /** Restarts a host: its connections break, and devices that follow defaults follow new ones. */
  public void reboot(String host) throws IOException {
    if (containers.reboot(host)) {
      return;
    }
    Entry entry = entry(host);
    ssh.disconnect(entry.port());
    entry.host().esx().reboot();
  }

  @Override
  public void close() throws IOException {
    if (control != null) {
      control.close();
    }
    if (vcenter != null) {
      vcenter.close();
    }
    if (appliance != null) {
      appliance.close();
    }
    ssh.close();
    containers.close();
    datastores.close();
    if (state != null) {
      state.close();
    }
    log.close();
  }
}
