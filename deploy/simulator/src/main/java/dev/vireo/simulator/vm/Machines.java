package dev.vireo.simulator.vm;

import dev.vireo.simulator.estate.EsxHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The virtual machines that a host has registered. Which they are is kept beside its datastores;
 * everything else is in their own files: settings, disks, and in the .vmsd their snapshots, a
 * chain. What runs in them is not simulated; while one runs, its disks' files are held.
 */
final class Machines {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("M/d/yyyy H:m:s", Locale.ROOT);

  private final EsxHost host;
  private final EsxFiles files;

  /** Numbers of machines that run, with how often the host had been started then. */
  private final Map<Integer, Integer> running = new ConcurrentHashMap<>();

  Machines(EsxHost host, EsxFiles files) {
    this.host = host;
    this.files = files;
    files.held(this::isHeld);
  }

  /**
   * A machine.
   *
   * @param vmx path of its file
   */
  record Machine(int id, String vmx) {
    String folder() {
      return vmx.substring(0, vmx.lastIndexOf('/'));
    }

    String beside(String file) {
      return file.startsWith("/") ? file : folder() + "/" + file;
    }

    String snapshots() {
      return vmx.replaceFirst("\\.vmx$", ".vmsd");
    }
  }

  /**
   * A snapshot.
   *
   * @param createdOn as it is printed
   */
  record Snapshot(int id, String name, String description, String createdOn, boolean poweredOn) {}

  private Path inventory() throws IOException {
    return files.real(EsxFiles.VOLUMES).resolveSibling("inventory");
  }

  synchronized List<Machine> all() throws IOException {
    Path inventory = inventory();
    List<Machine> all = new ArrayList<>();
    if (Files.exists(inventory)) {
      for (String line : Files.readAllLines(inventory)) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          all.add(new Machine(Integer.parseInt(line.substring(0, tab)), line.substring(tab + 1)));
        }
      }
    }
    return all;
  }

  private void save(List<Machine> all, int last) throws IOException {
    StringBuilder text = new StringBuilder(last + "\n");
    all.forEach(
        machine -> text.append(machine.id()).append('\t').append(machine.vmx()).append('\n'));
    Files.writeString(inventory(), text);
  }

  private int last() throws IOException {
    return Files.exists(inventory())
        ? Integer.parseInt(Files.readAllLines(inventory()).getFirst())
        : 0;
  }

  synchronized int register(String vmx) throws IOException {
    List<Machine> all = all();
    int id = last() + 1;
    all.add(new Machine(id, vmx));
    save(all, id);
    return id;
  }

  synchronized void unregister(Machine machine) throws IOException {
    List<Machine> all = all();
    all.removeIf(each -> each.id() == machine.id());
    save(all, last());
  }

  Settings settings(Machine machine) throws IOException {
    return Settings.parse(files.content(machine.vmx()));
  }

  boolean runs(Machine machine) {
    Integer boots = running.get(machine.id());
    return boots != null && boots == host.state().boots();
  }

  void start(Machine machine) throws IOException {
    Settings settings = settings(machine);
    for (String key : settings.disks()) {
      for (String at = machine.beside(settings.get(key, "")); !at.isEmpty(); ) {
        VirtualDisk.Description disk = VirtualDisk.read(files, at);
        if (!files.isFile(disk.data())) {
          throw new IOException("File " + disk.data() + " was not found");
        }
        at = disk.parent();
      }
    }
    running.put(machine.id(), host.state().boots());
  }

  void stop(Machine machine) {
    running.remove(machine.id());
  }

  /** Whether a running machine writes to that file. */
  private boolean isHeld(String path) {
    if (running.isEmpty() || !path.endsWith(".vmdk")) {
      return false;
    }
    try {
      String wanted = files.canonical(path);
      for (Machine machine : all()) {
        if (runs(machine)) {
          Settings settings = settings(machine);
          for (String key : settings.disks()) {
            String data = VirtualDisk.read(files, machine.beside(settings.get(key, ""))).data();
            if (files.canonical(data).equals(wanted)) {
              return true;
            }
          }
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  List<Snapshot> snapshots(Machine machine) throws IOException {
    List<Snapshot> all = new ArrayList<>();
    if (files.isFile(machine.snapshots())) {
      Settings kept = Settings.parse(files.content(machine.snapshots()));
      int count = Integer.parseInt(kept.get("snapshot.numSnapshots", "0"));
      for (int i = 0; i < count; i++) {
        String key = "snapshot" + i + ".";
        all.add(
            new Snapshot(
                Integer.parseInt(kept.get(key + "uid", "0")),
                kept.get(key + "displayName", ""),
                kept.get(key + "description", ""),
                kept.get(key + "createTime", ""),
                kept.get(key + "type", "0").equals("1")));
      }
    }
    return all;
  }

  private void save(Machine machine, List<Snapshot> snapshots, int lastUid) throws IOException {
    Settings kept = new Settings();
    kept.set(".encoding", "UTF-8");
    kept.set("snapshot.lastUID", Integer.toString(lastUid));
    kept.set("snapshot.numSnapshots", Integer.toString(snapshots.size()));
    for (int i = 0; i < snapshots.size(); i++) {
      Snapshot each = snapshots.get(i);
      String key = "snapshot" + i + ".";
      kept.set(key + "uid", Integer.toString(each.id()));
      kept.set(key + "displayName", each.name());
      kept.set(key + "description", each.description());
      kept.set(key + "createTime", each.createdOn());
      kept.set(key + "type", each.poweredOn() ? "1" : "0");
    }
    put(machine.snapshots(), kept.bytes());
  }

  private void put(String path, byte[] content) throws IOException {
    try (OutputStream out = files.write(path, false)) {
      out.write(content);
    }
  }

  private int lastUid(Machine machine) throws IOException {
    return files.isFile(machine.snapshots())
        ? Integer.parseInt(
            Settings.parse(files.content(machine.snapshots())).get("snapshot.lastUID", "0"))
        : 0;
  }

  /** Has what is written to its disks go elsewhere from now on. */
  synchronized void snapshot(Machine machine, String name, String description) throws IOException {
    int uid = lastUid(machine) + 1;
    Settings settings = settings(machine);
    for (String key : settings.disks()) {
      String from = settings.get(key, "");
      String to = from.replaceFirst("(?:-[0-9]{6})?\\.vmdk$", "-%06d.vmdk".formatted(uid));
      VirtualDisk.snapshot(files, machine.beside(from), machine.beside(to));
      settings.set(key, to);
    }
    put(machine.vmx(), settings.bytes());
    List<Snapshot> all = snapshots(machine);
    all.add(new Snapshot(uid, name, description, LocalDateTime.now().format(WHEN), runs(machine)));
    save(machine, all, uid);
  }

  /**
   * Removes one of the snapshots: the disks that were begun with it are given back to what they
   * stand on, and what stands on them stands on that.
   */
  synchronized boolean removeSnapshot(Machine machine, int uid) throws IOException {
    List<Snapshot> all = snapshots(machine);
    if (all.stream().noneMatch(each -> each.id() == uid)) {
      return false;
    }
    Settings settings = settings(machine);
    for (String key : settings.disks()) {
      String above = "";
      String at = machine.beside(settings.get(key, ""));
      while (!at.endsWith("-%06d.vmdk".formatted(uid))) {
        above = at;
        at = VirtualDisk.read(files, at).parent();
      }
      String below = VirtualDisk.read(files, at).parent();
      if (above.isEmpty()) {
        settings.set(key, settings.get(key, "").startsWith("/") ? below : name(below));
      } else {
        VirtualDisk.standOn(files, above, below);
      }
      VirtualDisk.remove(files, at);
    }
    put(machine.vmx(), settings.bytes());
    all.removeIf(each -> each.id() == uid);
    save(machine, all, lastUid(machine));
    return true;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
