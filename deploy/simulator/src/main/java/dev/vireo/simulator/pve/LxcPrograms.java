package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.container.ContainerProduct;
import dev.vireo.simulator.container.Guest;
import dev.vireo.simulator.container.GuestMachine;
import dev.vireo.simulator.disk.Templates;
import dev.vireo.simulator.log.CommandLog;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Interpreter;
import dev.vireo.simulator.shell.Machine;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.shell.Tool;
import dev.vireo.simulator.vz.VzPrograms;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A host of Proxmox VE 8: its files when it is new, {@code pct}, {@code pveam}, pveversion. */
public final class LxcPrograms implements ContainerProduct {
  private static final String KERNEL = "6.8.8-2-pve";
  private static final String VERSION =
      "pve-manager/8.2.4/faa83925c9641325 (running kernel: " + KERNEL + ")";

  private final ContainerHost host;
  private final CommandLog log;
  private final Machine machine;
  private final PveCluster cluster;
  private final LxcContainers containers;
  private final DumpedLxc dumped;

  public LxcPrograms(ContainerHost host, CommandLog log, Machine machine, PveCluster cluster) {
    this.host = host;
    this.log = log;
    this.machine = machine;
    this.cluster = cluster;
    this.containers = new LxcContainers(host);
    this.dumped = new DumpedLxc(host, containers);
    cluster.join(host, containers);
  }

  PveCluster cluster() {
    return cluster;
  }

  /** Writes who is of its cluster, when all have joined. */
  public void writeMembers() throws IOException {
    put("/etc/pve/.members", cluster.members(host));
  }

  LxcContainers containers() {
    return containers;
  }

  @Override
  public void install(List<Templates> templates) throws IOException {
    if (host.files().isDirectory("/etc/pve/lxc")) {
      return;
    }
    for (String folder : List.of("/etc/pve/lxc", "/var/lib/lxc", VzPrograms.CACHE, "/tmp")) {
      host.files().makeDirectories(folder);
    }
    put("/etc/hostname", host.name() + "\n");
    put(
        "/etc/os-release",
        "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n");
    put("/etc/debian_version", "12.7\n");
    put("/proc/loadavg", "0.08 0.03 0.01 1/142 2600\n");
    put("/proc/meminfo", "MemTotal:       16433468 kB\nMemFree:        12304120 kB\n");
    put("/proc/sys/kernel/osrelease", KERNEL + "\n");
    for (Templates template : templates) {
      host.files().put(VzPrograms.CACHE + "/" + template.fileName(), template.content());
    }
  }

  private void put(String path, String text) throws IOException {
    host.files().put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Map<String, Tool> byName() {
    return Map.of(
        "pct", call -> logged(call, pct(call)),
        "pveam", call -> logged(call, pveam(call)),
        "pvesm", call -> logged(call, pvesm(call)),
        "pveversion", this::version);
  }

  private int pvesm(Call call) throws IOException {
    if (!call.arguments().contains("status")) {
      new Console(call.out(), call.err()).complain("ERROR: unknown command 'pvesm'");
      return 255;
    }
    call.println(
        String.format(
            "%-6s %10s %10s %15s %15s %15s %8s",
            "Name", "Type", "Status", "Total", "Used", "Available", "%"));
    long size = host.files().room().size() / 1024;
    long left = Math.min(size, host.files().room().left() / 1024);
    call.println(
        String.format(
            "%-6s %10s %10s %15d %15d %15d % 7.2f%%",
            Storage.NAME, "dir", "active", size, size - left, left, (size - left) * 100.0 / size));
    return 0;
  }

  private int version(Call call) throws IOException {
    call.println(VERSION);
    return 0;
  }

  private int logged(Call call, int exit) {
    List<String> argv = new ArrayList<>(List.of(call.name()));
    argv.addAll(call.arguments());
    for (String option : List.of("--password", "-password")) {
      int at = argv.indexOf(option);
      if (at >= 0 && at + 1 < argv.size()) {
        argv.set(at + 1, "***");
      }
    }
    log.add(host.name(), call.session().id(), argv, exit, null);
    return exit;
  }

  private int pct(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    String verb = words.isEmpty() ? "help" : words.removeFirst();
    if (verb.equals("list")) {
      return list(call);
    }
    Console console = new Console(call.out(), call.err());
    try {
      return pct(call, console, verb, words);
    } catch (PveError e) {
      if (e.errors().isEmpty()) {
        console.complain(e.reason());
      } else {
        console.complain("400 " + e.reason());
        e.errors().forEach((name, what) -> problem(console, name + ": " + what));
      }
      return e.status() == 400 ? 255 : 1;
    }
  }

  private static void problem(Console console, String line) {
    try {
      console.complain(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int pct(Call call, Console console, String verb, List<String> words)
      throws IOException, PveError {
    String text = words.isEmpty() ? "" : words.removeFirst();
    if (!text.matches("[1-9][0-9]{2,8}")) {
      throw PveError.parameter("vmid", "type check ('integer') failed - got '" + text + "'");
    }
    int id = Integer.parseInt(text);
    if (!verb.equals("create") && !verb.equals("restore") && !containers.ids().contains(id)) {
      throw new PveError(
          500, "Configuration file 'nodes/" + host.name() + "/lxc/" + id + ".conf' does not exist");
    }
    switch (verb) {
      case "create" -> {
        Map<String, String> options = options(words, "ostemplate");
        containers.checkCreate(id, options);
        containers.create(id, options, call.session(), console);
      }
      case "restore" -> {
        Map<String, String> options = options(words, "archive");
        if (!options.getOrDefault("archive", "").equals("-")) {
          throw new PveError(500, "volume '" + options.get("archive") + "' does not exist");
        }
        dumped.restore(id, call.in(), call.session(), console, options);
      }
      case "listsnapshot" ->
          console.say("`-> current                                             You are here!");
      case "set" -> containers.configure(id, options(words, "unused"), call.session(), console);
      case "start" -> containers.start(id, call.session(), console);
      case "stop" -> containers.stop(id, true, call.session(), console);
      case "shutdown" -> containers.stop(id, false, call.session(), console);
      case "destroy" -> containers.destroy(id, call.session(), console);
      case "snapshot" -> containers.snapshot(id);
      case "clone" -> {
        Map<String, String> options = options(words, "newid");
        containers.copy(id, options, call.session(), console);
      }
      case "resize" -> containers.resize(id, words.size() > 1 ? words.get(1) : "");
      case "migrate" ->
          containers.migrate(id, cluster, options(words, "target"), call.session(), console);
      case "unlock" -> containers.unlock(id);
      case "status" ->
          console.say("status: " + (host.guests().isRunning(id) ? "running" : "stopped"));
      case "config" -> console.out().write(containers.read(id).bytes());
      case "exec" -> {
        return exec(call, id, words);
      }
      default -> {
        console.complain("ERROR: unknown command 'pct " + verb + "'");
        return 255;
      }
    }
    return 0;
  }

  private static Map<String, String> options(List<String> words, String first) throws PveError {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        options.put(first, word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = (equals < 0 ? word : word.substring(0, equals)).replaceFirst("^-+", "");
      if (equals < 0 && i + 1 == words.size()) {
        throw PveError.parameter(name, "property requires a value");
      }
      options.put(name, equals < 0 ? words.get(++i) : word.substring(equals + 1));
    }
    return options;
  }

  private int list(Call call) throws IOException {
    List<Integer> ids = containers.ids();
    if (!ids.isEmpty()) {
      call.println(String.format("%-10s %-10s %-12s %-20s", "VMID", "Status", "Lock", "Name"));
    }
    for (int id : ids) {
      LxcConfig config = containers.read(id);
      call.println(
          String.format(
              "%-10s %-10s %-12s %-20s",
              id,
              host.guests().isRunning(id) ? "running" : "stopped",
              config.get("lock"),
              config.get("hostname")));
    }
    return 0;
  }

  private int exec(Call call, int id, List<String> words) throws IOException, PveError {
    Optional<Guest> guest = host.guests().find(id);
    if (guest.isEmpty()) {
      throw new PveError(500, "container '" + id + "' not running!");
    }
    if (!words.isEmpty() && words.getFirst().equals("--")) {
      words.removeFirst();
    }
    GuestMachine inside = new GuestMachine(guest.get(), host.lan(), machine);
    Interpreter shell =
        new Interpreter(
            call.session().inside(inside),
            "sh",
            Map.of("HOME", "/root", "PATH", "/sbin:/bin:/usr/sbin:/usr/bin"),
            call.in(),
            call.out(),
            call.err());
    // What pct gets are words, not a script.
    return shell.run(
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ")));
  }

  private int pveam(Call call) throws IOException {
    List<String> words = call.arguments();
    Console console = new Console(call.out(), call.err());
    String verb = words.isEmpty() ? "help" : words.getFirst();
    switch (verb) {
      case "list" -> {
        call.println(String.format("%-60s %-6s", "NAME", "SIZE"));
        for (Map<String, Object> each : Storage.templates(host, "lxc")) {
          long size = (Long) each.getOrDefault("size", 0L);
          call.println(
              String.format(
                  "%-60s %-6s", each.get("volid"), String.format("%.2fMB", size / 1048576.0)));
        }
        return 0;
      }
      case "remove" -> {
        try {
          host.files().remove(Storage.file(host, words.size() > 1 ? words.get(1) : ""));
          return 0;
        } catch (PveError e) {
          console.complain(e.reason());
          return 255;
        }
      }
      case "available" -> {
        for (Templates template :
            List.of(Templates.ALPINE, Templates.DEBIAN_12, Templates.UBUNTU_24_04)) {
          call.println(String.format("%-15s %s", "system", template.fileName()));
        }
        return 0;
      }
      case "update" -> {
        console.complain(
            "update failed - no network to fetch from; see /var/log/pveam.log for details");
        return 1;
      }
      default -> {
        console.complain("ERROR: unknown command 'pveam " + verb + "'");
        return 255;
      }
    }
  }

  @Override
  public void lock(int id) throws IOException {
    containers.lock(id);
  }

  @Override
  public void unlock(int id) throws IOException {
    containers.unlock(id);
  }

  @Override
  public void boot() throws IOException {
    for (int id : containers.ids()) {
      if (containers.read(id).get("onboot").equals("1")) {
        Console silent =
            new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        try {
          containers.start(id, new Session("boot", machine), silent);
        } catch (PveError e) {
          put("/var/log/pve-boot.log", "CT " + id + ": " + e.reason() + "\n");
        }
      }
    }
  }

  @Override
  public void spoilQuota(int id) {
    throw new IllegalArgumentException("Proxmox VE 8 has no quota files to spoil");
  }

  @Override
  public void dropQuota(int id) {
    throw new IllegalArgumentException("Proxmox VE 8 has no quota files to drop");
  }

  @Override
  public void module(boolean loaded) {
    throw new IllegalArgumentException("Proxmox VE 8 needs no kernel module of OpenVZ");
  }
}
