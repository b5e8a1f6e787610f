package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.container.NetView;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Room;
import dev.vireo.simulator.disk.Unpacking;
import dev.vireo.simulator.fault.FaultKind;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.tool.TreeCopy;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Containers of Proxmox VE 4 and later. While one is made its configuration holds a lock, and stays
 * with it if the node goes off meanwhile.
 */
final class LxcContainers implements Containers {
  private static final String FOLDER = "/etc/pve/lxc";
  private static final Set<String> KEPT =
      Set.of(
          "hostname",
          "memory",
          "swap",
          "cores",
          "cpuunits",
          "nameserver",
          "searchdomain",
          "onboot",
          "description",
          "rootfs",
          "unprivileged",
          "features",
          "arch",
          "tags",
          "startup",
          "protection",
          "cpulimit");

  private final ContainerHost host;

  LxcContainers(ContainerHost host) {
    this.host = host;
  }

  @Override
  public String technology() {
    return "lxc";
  }

  static String file(int id) {
    return FOLDER + "/" + id + ".conf";
  }

  static String root(int id) {
    return "/var/lib/lxc/" + id + "/rootfs";
  }

  @Override
  public List<Integer> ids() {
    return host.files().list(FOLDER).stream()
        .filter(name -> name.matches("[1-9][0-9]{2,8}\\.conf"))
        .map(name -> Integer.parseInt(name.substring(0, name.length() - 5)))
        .sorted()
        .toList();
  }

  LxcConfig read(int id) throws IOException {
    return LxcConfig.parse(host.files().content(file(id)));
  }

  void write(int id, LxcConfig config) throws IOException {
    host.files().put(file(id), config.bytes());
  }

  /** Its configuration, if nobody has locked it. */
  private LxcConfig unlocked(int id) throws IOException, PveError {
    LxcConfig config = read(id);
    if (!config.get("lock").isEmpty()) {
      throw new PveError(500, "CT is locked (" + config.get("lock") + ")");
    }
    return config;
  }

  @Override
  public void checkCreate(int id, Map<String, String> parameters) throws PveError {
    String type = parameters.getOrDefault("ostype", "debian");
    if (!LxcDetection.TYPES.contains(type)) {
      throw PveError.parameter(
          "ostype", "value '" + type + "' does not have a value in the enumeration");
    }
    Storage.file(host, parameters.getOrDefault("ostemplate", ""));
    if (ids().contains(id)) {
      throw new PveError(500, "CT " + id + " already exists on node '" + host.name() + "'");
    }
  }

  @Override
  public void create(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    String archive = Storage.file(host, parameters.getOrDefault("ostemplate", ""));
    write(id, new LxcConfig(Map.of("lock", "create")));
    try {
      make(id, archive, parameters, session, console);
    } catch (PveError e) {
      remove(id);
      throw new PveError(500, "unable to create CT " + id + " - " + e.reason());
    }
  }

  private void make(
      int id, String archive, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    long pace = host.pace().create();
    host.files().makeDirectories(root(id));
    DiskFiles guest = host.files().below(root(id));
    console.say("extracting archive '" + archive + "'");
    host.work(session, pace / 2, "none");
    try {
      long bytes = Unpacking.unpack(host.files(), archive, guest);
      console.say("Total bytes read: " + bytes + " (" + bytes / 1024 + "KiB, 111MiB/s)");
    } catch (EOFException e) {
      console.say("tar: Unexpected EOF in archive");
      throw extractionFailed(archive, id);
    } catch (IOException e) {
      boolean full = String.valueOf(e.getMessage()).equals(Room.FULL);
      console.say(full ? "tar: Cannot write: " + Room.FULL : "tar: " + e.getMessage());
      throw extractionFailed(archive, id);
    }
    host.work(session, pace / 2, "create");
    String type = parameters.getOrDefault("ostype", "");
    if (type.isEmpty()) {
      type = LxcDetection.type(guest, console);
    }
    console.say("Detected container architecture: amd64");
    LxcConfig config =
        new LxcConfig(
            Map.of(
                "ostype",
                type,
                "arch",
                "amd64",
                "memory",
                "512",
                "swap",
                "512",
                "hostname",
                "CT" + id,
                "rootfs",
                "local:"
                    + id
                    + "/vm-"
                    + id
                    + "-disk-0.raw,size="
                    + parameters.getOrDefault("rootfs", "local:4").replaceFirst(".*:", "")
                    + "G"));
    write(id, applied(config, parameters));
  }

  private static PveError extractionFailed(String archive, int id) {
    return new PveError(
        500, "command 'tar xpf " + archive + " -C " + root(id) + "' failed: exit code 2");
  }

  private static LxcConfig applied(LxcConfig config, Map<String, String> parameters) {
    LxcConfig changed = config;
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      boolean kept = KEPT.contains(each.getKey()) || each.getKey().matches("net[0-9]{1,2}");
      if (kept && !each.getKey().equals("rootfs")) {
        changed = changed.with(each.getKey(), each.getValue().replaceAll("[\\r\\n]+", " "));
      }
    }
    for (String key : parameters.getOrDefault("delete", "").split(",")) {
      changed = changed.without(key);
    }
    return changed;
  }

  /** Writes what reserves an id. */
  void lockForCreate(int id) throws IOException {
    write(id, new LxcConfig(Map.of("lock", "create")));
  }

  void remove(int id) {
    host.files().removeTree("/var/lib/lxc/" + id);
    host.files().remove(file(id));
  }

  @Override
  public void start(int id, Session session, Console console) throws IOException, PveError {
    LxcConfig config = unlocked(id);
    if (host.guests().isRunning(id)) {
      throw new PveError(500, "CT " + id + " already running");
    }
    DiskFiles guest = host.files().below(root(id));
    if (host.faults().strike(FaultKind.HANG_START).isPresent()) {
      hang(session);
    }
    host.work(session, host.pace().start(), "start");
    if (!guest.isFile("/sbin/init")) {
      console.say("lxc-start: " + id + ": sync_wait: 34 An error occurred in another process");
      throw new PveError(500, "startup for container '" + id + "' failed");
    }
    int init = host.processes().begin(List.of("/usr/bin/lxc-start", "-F", "-n", id + ""), null);
    DiskFiles proc = new DiskFiles(host.aside().resolve("proc-" + id), host.files().room());
    proc.put("/1/comm", "init\n".getBytes(StandardCharsets.US_ASCII));
    proc.put(
        "/1/status",
        "Name:\tinit\nState:\tS (sleeping)\nPid:\t1\n".getBytes(StandardCharsets.US_ASCII));
    guest.mount("/proc", proc.real("/"));
    LxcNetwork network = new LxcNetwork(host, id, config);
    NetView booted = network.booted(guest);
    host.guests()
        .run(
            new Guest(
                id,
                config.get("hostname"),
                guest,
                init,
                Instant.now(),
                network.early(),
                booted,
                Instant.now().plusMillis(host.pace().boot()),
                network.addresses()));
  }

  private void hang(Session session) {
    try {
      host.faults().awaitEnd(FaultKind.HANG_START, () -> !session.killed());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      session.kill();
    }
    session.check();
  }

  @Override
  public void stop(int id, boolean hard, Session session, Console console)
      throws IOException, PveError {
    unlocked(id);
    if (!host.guests().isRunning(id)) {
      throw new PveError(500, "CT " + id + " not running");
    }
    session.pause(host.pace().stop());
    Optional<Guest> gone = host.guests().end(id);
    gone.ifPresent(guest -> host.processes().end(guest.init()));
  }

  @Override
  public void destroy(int id, Session session, Console console) throws IOException, PveError {
    unlocked(id);
    if (host.guests().isRunning(id)) {
      throw new PveError(500, "container is running");
    }
    remove(id);
    console.say("purging CT " + id + " from related configurations..");
  }

  /** A directory of raw images takes none. */
  void snapshot(int id) throws IOException, PveError {
    unlocked(id);
    throw new PveError(500, "snapshot feature is not available");
  }

  /** Copies one that doesn't run; each device of the copy gets a hardware address of its own. */
  void copy(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    LxcConfig from = unlocked(id);
    int to = Integer.parseInt(parameters.getOrDefault("newid", "0"));
    if (ids().contains(to)) {
      throw new PveError(500, "unable to create CT " + to + ": config file already exists");
    }
    write(to, from.with("lock", "disk"));
    console.say("create full clone of mountpoint rootfs (" + from.get("rootfs") + ")");
    host.work(session, host.pace().create(), "clone");
    host.files().makeDirectories("/var/lib/lxc/" + to);
    host.files().copyTree(root(id), root(to));
    LxcConfig made = from.without("net0");
    String net = from.get("net0").replaceAll(",hwaddr=[^,]*", "");
    write(
        to,
        (net.isEmpty() ? made : made.with("net0", net))
            .with(
                "hostname", parameters.getOrDefault("hostname", "Copy-of-" + from.get("hostname")))
            .with("rootfs", "local:" + to + "/vm-" + to + "-disk-0.raw,size=4G"));
  }

  /** Grows the root file system. */
  void resize(int id, String size) throws IOException, PveError {
    LxcConfig config = unlocked(id);
    if (!size.matches("[0-9]{1,5}G")) {
      throw PveError.parameter("size", "value does not match the regex pattern");
    }
    String now = config.get("rootfs").replaceFirst(".*size=([0-9]+)G.*", "$1");
    if (Integer.parseInt(size.replace("G", "")) < Integer.parseInt(now)) {
      throw new PveError(500, "unable to shrink disk size");
    }
    write(
        id,
        config.with("rootfs", config.get("rootfs").replaceFirst("size=[0-9]+G", "size=" + size)));
  }

  /**
   * Moves one to another node of the cluster. One that runs is moved only by stopping it: live
   * migration of containers is what Proxmox VE has not.
   */
  void migrate(
      int id, PveCluster cluster, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    String target = parameters.getOrDefault("target", "");
    if (target.equals(host.name())) {
      throw PveError.parameter("target", "target is local node.");
    }
    LxcContainers there =
        cluster
            .node(target)
            .orElseThrow(() -> new PveError(500, "no such cluster node '" + target + "'"));
    unlocked(id);
    boolean runs = host.guests().isRunning(id);
    if (runs && parameters.getOrDefault("online", "0").equals("1")) {
      throw new PveError(500, "lxc live migration is currently not implemented");
    }
    if (runs && !parameters.getOrDefault("restart", "0").equals("1")) {
      throw new PveError(500, "can't migrate running container without --online or --restart");
    }
    if (there.ids().contains(id)) {
      throw new PveError(500, "CT " + id + " already exists on node '" + target + "'");
    }
    if (runs) {
      say(console, "shutdown CT " + id);
      stop(id, false, session, console);
    }
    say(
        console,
        "starting migration of CT "
            + id
            + " to node '"
            + target
            + "' ("
            + there.host.address()
            + ")");
    say(
        console,
        "found local volume 'local:" + id + "/vm-" + id + "-disk-0.raw' (in current VM config)");
    host.work(session, host.pace().create(), "migrate");
    TreeCopy.copy(host.files(), "/var/lib/lxc/" + id, there.host.files(), "/var/lib/lxc/" + id);
    there.write(id, read(id));
    say(console, "start final cleanup");
    remove(id);
    if (runs) {
      say(console, "start container on target node");
      there.start(id, session, console);
    }
    say(console, "migration finished successfully (duration 00:00:01)");
  }

  private static void say(Console console, String line) throws IOException {
    console.say("2024-08-01 10:11:12 " + line);
  }

  @Override
  public Map<String, Object> config(int id) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>(read(id).values());
    config.put("digest", "0123456789abcdef0123456789abcdef01234567");
    return config;
  }

  @Override
  public void configure(int id, Map<String, String> parameters, Session session, Console console)
      throws IOException, PveError {
    write(id, applied(unlocked(id), parameters));
  }

  @Override
  public Map<String, Object> current(int id) throws IOException {
    LxcConfig config = read(id);
    Optional<Guest> guest = host.guests().find(id);
    Map<String, Object> current = new LinkedHashMap<>();
    current.put("vmid", id);
    current.put("type", "lxc");
    current.put("name", config.get("hostname"));
    current.put("status", guest.isPresent() ? "running" : "stopped");
    if (!config.get("lock").isEmpty()) {
      current.put("lock", config.get("lock"));
    }
    current.put(
        "uptime",
        guest.map(each -> Duration.between(each.started(), Instant.now()).toSeconds()).orElse(0L));
    current.put(
        "maxmem", Long.parseLong("0" + config.get("memory").replaceAll("[^0-9]", "")) << 20);
    return current;
  }

  /** As a backup would, or one that died. */
  void lock(int id) throws IOException {
    write(id, (ids().contains(id) ? read(id) : new LxcConfig(Map.of())).with("lock", "backup"));
  }

  void unlock(int id) throws IOException {
    if (ids().contains(id)) {
      write(id, read(id).without("lock"));
    }
  }
}
