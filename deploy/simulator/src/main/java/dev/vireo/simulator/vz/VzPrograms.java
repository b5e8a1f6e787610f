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

/** An OpenVZ host of Proxmox VE: its files when it is new, and the programs of its product. */
public final class VzPrograms implements ContainerProduct, VzPeer {
  /** Where templates lie. */
  public static final String CACHE = "/var/lib/vz/template/cache";

  private static final String LOCKS = "/var/lib/vz/lock";

  private static final String SAMPLE =
      """
      ONBOOT="no"
      PHYSPAGES="0:9223372036854775807"
      PRIVVMPAGES="131072:139264"
      DISKSPACE="4194304:4613734"
      DISKINODES="800000:880000"
      QUOTATIME="0"
      QUOTAUGIDLIMIT="0"
      CPUUNITS="1000"
      CPUS="1"
      """;

  private final ContainerHost host;
  private final VzRelease release;
  private final CommandLog log;
  private final Machine machine;
  private final Vzctl vzctl;
  private final VzMigrate vzmigrate;

  /**
   * @param peers the other hosts, by the ports of their sshd
   */
  public VzPrograms(
      ContainerHost host,
      VzRelease release,
      CommandLog log,
      Machine machine,
      IntFunction<Optional<VzPeer>> peers) {
    this.host = host;
    this.release = release;
    this.log = log;
    this.machine = machine;
    this.vzctl = new Vzctl(host, release, machine);
    this.vzmigrate = new VzMigrate(host, this, peers);
  }

  /** Proxmox VE 1 has no REST. */
  public boolean hasApi() {
    return release != VzRelease.PVE_1_7;
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
  public String configOf(int id) {
    return release.configFolder() + "/" + id + ".conf";
  }

  @Override
  public String areaOf(int id) {
    return "/var/lib/vz/private/" + id;
  }

  @Override
  public String rootOf(int id) {
    return "/var/lib/vz/root/" + id;
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
        LOCKDIR=/var/lib/vz/lock
        DUMPDIR=/var/lib/vz/dump
        VE0CPUUNITS=1000
        LOGGING=yes
        LOGFILE=/var/log/vzctl.log
        DISK_QUOTA=yes
        TEMPLATE=/var/lib/vz/template
        VE_ROOT=/var/lib/vz/root/$VEID
        VE_PRIVATE=/var/lib/vz/private/$VEID
        CONFIGFILE="pve.auto"
        DEF_OSTEMPLATE="debian"
        """);
    put("/etc/vz/conf/ve-pve.auto.conf-sample", SAMPLE);
    put("/etc/vz/conf/ve-basic.conf-sample", SAMPLE.replace("CPUS=\"1\"\n", ""));
    Dists.install(host.files(), release == VzRelease.PVE_3_4);
    for (String folder : List.of("private", "root", "lock", "dump", "template/cache")) {
      host.files().makeDirectories("/var/lib/vz/" + folder);
    }
    host.files().makeDirectories("/var/vzquota");
    host.files().makeDirectories(release.configFolder());
    host.files().makeDirectories("/tmp");
    put(Vzctl.DEVICE, "");
    put("/etc/hostname", host.name() + "\n");
    put("/etc/debian_version", release == VzRelease.PVE_1_7 ? "5.0.7\n" : "7.8\n");
    put("/proc/vz/version", release.kernel() + "\n");
    put("/proc/sys/kernel/osrelease", release.kernel() + "\n");
    put("/proc/loadavg", "0.08 0.03 0.01 1/142 2600\n");
    put("/proc/meminfo", "MemTotal:       16433468 kB\nMemFree:        12304120 kB\n");
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
        "vzctl",
        this::runVzctl,
        "vzlist",
        call -> logged(call, new VzList(host, release).run(call)),
        "vzmigrate",
        call ->
            logged(
                call,
                vzmigrate.run(
                    call.arguments(), call.session(), new Console(call.out(), call.err()))),
        "vzquota",
        call -> logged(call, quota(call)),
        "pveversion",
        this::version);
  }

  private int runVzctl(Call call) throws IOException {
    Console console = new Console(call.out(), call.err());
    return logged(call, vzctl.run(call.arguments(), call.session(), call.in(), console));
  }

  /** Logs a call; passwords stay out of the log. */
  private int logged(Call call, int exit) {
    List<String> argv = new ArrayList<>(List.of(call.name()));
    argv.addAll(call.arguments());
    int password = argv.indexOf("--userpasswd");
    if (password >= 0 && password + 1 < argv.size()) {
      argv.set(password + 1, "***");
    }
    argv.replaceAll(word -> word.startsWith("--userpasswd=") ? "--userpasswd=***" : word);
    log.add(host.name(), call.session().id(), argv, exit, null);
    return exit;
  }

  private int quota(Call call) throws IOException {
    List<String> words = call.arguments();
    if (words.size() < 2 || !words.get(1).matches("[0-9]{1,9}")) {
      call.complain("(error) Usage: vzquota drop|stat CTID");
      return 1;
    }
    int id = Integer.parseInt(words.get(1));
    boolean there = host.files().isFile(VzMount.quotaFile(id));
    switch (words.getFirst()) {
      case "drop" -> {
        if (host.guests().isRunning(id)) {
          call.complain("(error) Quota is running for id " + id + " already");
          return 5;
        }
        host.files().remove(VzMount.quotaFile(id));
        return there ? 0 : 11;
      }
      case "stat" -> {
        if (!there) {
          call.complain(
              "(error) can't open quota file for id "
                  + id
                  + ", maybe you need to reinitialize quota: No such file or directory");
          return 11;
        }
        call.println("   resource          usage       softlimit      hardlimit    grace");
        return 0;
      }
      default -> {
        call.complain("(error) Usage: vzquota drop|stat CTID");
        return 1;
      }
    }
  }

  private int version(Call call) throws IOException {
    boolean all = call.arguments().contains("-v");
    if (!all) {
      call.println(release.pveVersion());
      return 0;
    }
    if (release == VzRelease.PVE_1_7) {
      call.println("pve-manager: 1.7-10 (" + release.pveVersion() + ")");
      call.println("running kernel: " + release.kernel());
      call.println("vzctl: " + release.vzctl() + "-1pve4");
    } else {
      call.println("proxmox-ve-2.6.32: 3.4-150 (running kernel: " + release.kernel() + ")");
      call.println("pve-manager: 3.4-1 (running version: 3.4-1/3f2d890e)");
      call.println("vzctl: " + release.vzctl());
    }
    return 0;
  }

  @Override
  public List<Integer> ids() {
    return VzList.configured(host.files(), release);
  }

  /** A setting of a container; empty if it has none. */
  public String setting(int id, String key) throws IOException {
    String text =
        new String(
            host.files().content(release.configFolder() + "/" + id + ".conf"),
            StandardCharsets.ISO_8859_1);
    return VzConfig.parse(text).get(key, "");
  }

  @Override
  public void boot() throws IOException {
    Console silent = new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    for (int id : ids()) {
      if (setting(id, "ONBOOT").equals("yes")) {
        vzctl.run(
            List.of("start", Integer.toString(id)),
            new Session("boot", machine),
            InputStream.nullInputStream(),
            silent);
      }
    }
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
  public void dropQuota(int id) {
    host.files().remove(VzMount.quotaFile(id));
  }

  @Override
  public void lock(int id) throws IOException {
    int pid =
        host.processes().begin(List.of("/usr/sbin/vzctl", "restore", Integer.toString(id)), null);
    new VzLock(host, LOCKS, id).hold(pid);
  }

  @Override
  public void spoilQuota(int id) throws IOException {
    put(VzMount.quotaFile(id), "\0\0\0\0 not a quota\n");
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
