package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.ContainerProduct;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Templates;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.shell.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A host of OpenVZ 7: its files when it is new, {@code prlctl}, {@code vzpkg} and vzctl. As there,
 * what prlctl is told is done by vzctl behind it.
 */
public final class PrlPrograms implements ContainerProduct, VzPeer {
  /** Where the caches of templates lie. */
  static final String CACHE = "/vz/template/cache";

  private static final String LOCKS = "/vz/lock";
  private static final String ARCHIVE = ".tar.gz";

  private final ContainerHost host;
  private final CommandLog log;
  private final Machine machine;
  private final Vzctl vzctl;
  private final Prlctl prlctl;

  /**
   * @param peers the other hosts, by the ports of their sshd
   */
  public PrlPrograms(
      ContainerHost host, CommandLog log, Machine machine, IntFunction<Optional<VzPeer>> peers) {
    this.host = host;
    this.log = log;
    this.machine = machine;
    this.vzctl = new Vzctl(host, VzRelease.OPENVZ_7, machine);
    this.prlctl = new Prlctl(host, this, peers);
  }

  @Override
  public Vzctl vzctl() {
    return vzctl;
  }

  @Override
  public DiskFiles files() {
    return host.files();
  }

  @Override
  public List<Integer> ids() {
    return VzList.configured(host.files(), VzRelease.OPENVZ_7);
  }

  @Override
  public String configOf(int id) {
    return VzRelease.OPENVZ_7.configFolder() + "/" + id + ".conf";
  }

  @Override
  public String areaOf(int id) {
    return "/vz/private/" + id;
  }

  @Override
  public String rootOf(int id) {
    return "/vz/root/" + id;
  }

  VzConfig config(int id) throws IOException {
    return VzConfig.parse(
        new String(host.files().content(configOf(id)), StandardCharsets.ISO_8859_1));
  }

  void configure(int id, VzConfig config) throws IOException {
    host.files().put(configOf(id), config.text().getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void install(List<Templates> templates) throws IOException {
    if (host.files().isFile("/etc/vz/vz.conf")) {
      return;
    }
    put(
        "/etc/vz/vz.conf",
        """
        VIRTUOZZO=yes
        LOCKDIR=/vz/lock
        DUMPDIR=/vz/dump
        VE0CPUUNITS=1000
        LOGGING=yes
        LOGFILE=/var/log/vzctl.log
        DISK_QUOTA=no
        TEMPLATE=/vz/template
        VE_ROOT=/vz/root/$VEID
        VE_PRIVATE=/vz/private/$VEID
        CONFIGFILE="basic"
        DEF_OSTEMPLATE=".centos-7"
        """);
    put("/etc/vz/conf/ve-basic.conf-sample", "ONBOOT=\"no\"\nCPUUNITS=\"1000\"\n");
    Dists.install(host.files(), true);
    for (String folder : List.of("private", "root", "lock", "dump", "template/cache")) {
      host.files().makeDirectories("/vz/" + folder);
    }
    host.files().makeDirectories("/tmp");
    put(Vzctl.DEVICE, "");
    put("/etc/hostname", host.name() + "\n");
    put(
        "/etc/os-release",
        "NAME=\"Virtuozzo\"\nVERSION_ID=\"7\"\nPRETTY_NAME=\"OpenVZ release 7.0.20\"\n");
    put("/proc/vz/version", VzRelease.OPENVZ_7.kernel() + "\n");
    put("/proc/sys/kernel/osrelease", VzRelease.OPENVZ_7.kernel() + "\n");
    put("/proc/loadavg", "0.08 0.03 0.01 1/142 2600\n");
    put(
        "/proc/meminfo",
        "MemTotal:       16433468 kB\nMemFree:        12304120 kB\nMemAvailable:   13304120 kB\n");
    for (Templates template : templates) {
      host.files().put(CACHE + "/" + template.fileName(), template.content());
    }
  }

  private void put(String path, String text) throws IOException {
    host.files().put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Map<String, Tool> byName() {
    return Map.of(
        "prlctl", call -> logged(call, prlctl.run(call)),
        "vzpkg", call -> logged(call, vzpkg(call)),
        "vzctl", this::runVzctl);
  }

  private int runVzctl(Call call) throws IOException {
    Console console = new Console(call.out(), call.err());
    return logged(call, vzctl.run(call.arguments(), call.session(), call.in(), console));
  }

  private int logged(Call call, int exit) {
    List<String> argv = new ArrayList<>(List.of(call.name()));
    argv.addAll(call.arguments());
    int password = argv.indexOf("--userpasswd");
    if (password >= 0 && password + 1 < argv.size()) {
      argv.set(password + 1, "***");
    }
    log.add(host.name(), call.session().id(), argv, exit, null);
    return exit;
  }

  /** The templates that are installed, by name. */
  List<String> templates() {
    return host.files().list(CACHE).stream()
        .filter(name -> name.endsWith(ARCHIVE))
        .map(name -> name.substring(0, name.length() - ARCHIVE.length()))
        .sorted()
        .toList();
  }

  private int vzpkg(Call call) throws IOException {
    List<String> words = call.arguments();
    if (words.isEmpty() || !words.getFirst().equals("list")) {
      call.complain("unknown command: " + String.join(" ", words));
      return 3;
    }
    for (String template : templates()) {
      call.println(
          words.contains("-q")
              ? template
              : String.format("%-35s%s", template, "2021-03-04 10:11:12"));
    }
    return 0;
  }

  @Override
  public void boot() throws IOException {
    Console silent = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    for (int id : ids()) {
      if (config(id).get("ONBOOT", "no").equals("yes")) {
        vzctl.run(
            List.of("start", Integer.toString(id)),
            new Session("boot", machine),
            InputStream.nullInputStream(),
            silent);
      }
    }
  }

  @Override
  public void lock(int id) throws IOException {
    int pid =
        host.processes().begin(List.of("/usr/sbin/vzctl", "restore", Integer.toString(id)), null);
    new VzLock(host, LOCKS, id).hold(pid);
  }

  @Override
  public void unlock(int id) {
    String holder = "/usr/sbin/vzctl restore " + id;
    host.processes()
        .all()
        .forEach(
            (pid, command) -> {
              if (command.equals(holder)) {
                host.processes().end(pid);
              }
            });
    new VzLock(host, LOCKS, id).release();
  }

  @Override
  public void spoilQuota(int id) {
    throw new IllegalArgumentException(
        "OpenVZ 7 keeps containers in images and has no quota files");
  }

  @Override
  public void dropQuota(int id) {
    throw new IllegalArgumentException(
        "OpenVZ 7 keeps containers in images and has no quota files");
  }

  @Override
  public void module(boolean loaded) throws IOException {
    if (loaded) {
      put(Vzctl.DEVICE, "");
    } else {
      host.files().remove(Vzctl.DEVICE);
    }
  }
}
