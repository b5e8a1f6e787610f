package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Session;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Virtual machines of a node by {@code qm} and {@code qmrestore}: a configuration each, and disks
 * that are real sparse files. What runs in them is not simulated.
 */
final class Machines implements Dumped {
  private static final String FOLDER = "/etc/pve/qemu-server";
  private static final String IMAGES = "/var/lib/vz/images/";
  private static final int DIED = 255;

  private final ContainerHost host;
  private final IntPredicate taken;
  private final Map<Integer, Integer> processes = new ConcurrentHashMap<>();

  /**
   * @param taken whether a container has that id
   */
  Machines(ContainerHost host, IntPredicate taken) {
    this.host = host;
    this.taken = taken;
  }

  @Override
  public String kind() {
    return "qemu";
  }

  private static String file(int id) {
    return FOLDER + "/" + id + ".conf";
  }

  private List<Integer> ids() {
    return host.files().list(FOLDER).stream()
        .filter(name -> name.matches("[1-9][0-9]{2,8}\\.conf"))
        .map(name -> Integer.parseInt(name.substring(0, name.length() - 5)))
        .sorted()
        .toList();
  }

  @Override
  public boolean has(int id) {
    return host.files().isFile(file(id));
  }

  /** The node may have been off meanwhile. */
  @Override
  public boolean isRunning(int id) {
    Integer kvm = processes.get(id);
    return kvm != null && host.processes().isAlive(kvm);
  }

  private LxcConfig read(int id) throws IOException {
    return LxcConfig.parse(host.files().content(file(id)));
  }

  private void write(int id, LxcConfig config) throws IOException {
    host.files().put(file(id), config.bytes());
  }

  @Override
  public String lock(int id) throws IOException {
    return read(id).get("lock");
  }

  @Override
  public void lock(int id, String lock) throws IOException {
    write(id, lock.isEmpty() ? read(id).without("lock") : read(id).with("lock", lock));
  }

  private Map<String, Path> disks(int id) throws IOException {
    Map<String, Path> disks = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : read(id).values().entrySet()) {
      if (each.getKey().matches("(scsi|virtio|sata|ide)[0-9]+")) {
        String volume = each.getValue().replaceFirst("^local:", "").replaceFirst(",.*", "");
        disks.put(each.getKey(), host.files().real(IMAGES + volume));
      }
    }
    return disks;
  }

  @Override
  public List<String> told(int id) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("VM Name: " + read(id).get("name"));
    for (String disk : disks(id).keySet()) {
      String value = read(id).get(disk);
      lines.add(
          "include disk '%s' '%s' %s"
              .formatted(
                  disk,
                  value.replaceFirst(",.*", ""),
                  value.replaceFirst(".*size=([^,]*).*", "$1")));
    }
    return lines;
  }

  /** QEMU copies what is written over before it is. */
  @Override
  public boolean snapshots() {
    return true;
  }

  @Override
  public void start(int id, Session session, Console console) throws IOException, PveError {
    if (!lock(id).isEmpty()) {
      throw new PveError(500, "VM is locked (" + lock(id) + ")");
    }
    if (isRunning(id)) {
      throw new PveError(500, "VM " + id + " already running");
    }
    processes.put(
        id, host.processes().begin(List.of("/usr/bin/kvm", "-id", Integer.toString(id)), null));
  }

  @Override
  public void stop(int id, Session session, Console console) {
    Integer kvm = processes.remove(id);
    if (kvm != null) {
      host.processes().end(kvm);
    }
  }

  @Override
  public long write(int id, OutputStream out) throws IOException {
    return Vma.write(out, read(id).without("lock").bytes(), disks(id));
  }

  @Override
  public void restore(int id, InputStream archive, Session session, Console console)
      throws IOException, PveError {
    if (has(id) || taken.test(id)) {
      throw new PveError(500, "unable to restore VM " + id + " - VM " + id + " already exists");
    }
    write(id, new LxcConfig(Map.of("lock", "create")));
    try {
      console.say("restore vma archive: vma extract -v -r /var/tmp/vzdumptmp.fifo -");
      Map<String, String> volumes = new LinkedHashMap<>();
      String config =
          Vma.read(
              archive,
              name -> {
                String volume = id + "/vm-" + id + "-disk-" + volumes.size() + ".raw";
                volumes.put(name, volume);
                host.files().put(IMAGES + volume, new byte[0]);
                return host.files().real(IMAGES + volume);
              });
      LxcConfig made = LxcConfig.parse(Vzdump.bytes(config));
      for (Map.Entry<String, String> each : volumes.entrySet()) {
        String options = made.get(each.getKey()).replaceFirst("^[^,]*", "");
        made = made.with(each.getKey(), "local:" + each.getValue() + options);
        console.say("new volume ID is 'local:" + each.getValue() + "'");
      }
      host.work(session, host.pace().create() / 4, "qmrestore");
      write(id, made);
    } catch (EOFException e) {
      remove(id);
      throw new PveError(500, "unable to restore VM " + id + " - vma: premature end of archive");
    } catch (IOException e) {
      remove(id);
      throw new PveError(500, "unable to restore VM " + id + " - " + e.getMessage());
    }
  }

  private void remove(int id) {
    host.files().removeTree(IMAGES + id);
    host.files().remove(file(id));
  }

  /** {@code qmrestore ARCHIVE ID}. */
  int qmrestore(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    Console console = new Console(call.out(), call.err());
    if (words.size() < 2
        || !words.getFirst().equals("-")
        || !words.get(1).matches("[1-9][0-9]{2,8}")) {
      console.complain("400 not enough arguments");
      return DIED;
    }
    try {
      restore(Integer.parseInt(words.get(1)), call.in(), call.session(), console);
      return 0;
    } catch (PveError e) {
      console.complain(e.reason());
      return DIED;
    }
  }

  /** {@code qm}. */
  int qm(Call call) throws IOException {
    List<String> words = new ArrayList<>(call.arguments());
    Console console = new Console(call.out(), call.err());
    String verb = words.isEmpty() ? "help" : words.removeFirst();
    if (verb.equals("list")) {
      return list(call);
    }
    if (words.isEmpty() || !words.getFirst().matches("[1-9][0-9]{2,8}")) {
      console.complain("400 Parameter verification failed.\nvmid: type check ('integer') failed");
      return DIED;
    }
    int id = Integer.parseInt(words.removeFirst());
    if (!verb.equals("create") && !has(id)) {
      console.complain(
          "Configuration file 'nodes/%s/qemu-server/%d.conf' does not exist"
              .formatted(host.name(), id));
      return 2;
    }
    try {
      return verb(call, console, verb, id, words);
    } catch (PveError e) {
      console.complain(e.reason());
      return DIED;
    }
  }

  private int verb(Call call, Console console, String verb, int id, List<String> words)
      throws IOException, PveError {
    switch (verb) {
      case "create" -> create(id, words);
      case "config" -> console.out().write(read(id).bytes());
      case "status" -> console.say("status: " + (isRunning(id) ? "running" : "stopped"));
      case "start" -> start(id, call.session(), console);
      case "stop", "shutdown" -> stop(id, call.session(), console);
      case "resume" -> console.say("");
      case "unlock" -> lock(id, "");
      case "set" -> set(id, words);
      case "destroy" -> {
        if (isRunning(id)) {
          throw new PveError(500, "VM " + id + " is running - destroy failed");
        }
        if (!lock(id).isEmpty()) {
          throw new PveError(500, "VM is locked (" + lock(id) + ")");
        }
        remove(id);
      }
      default -> {
        console.complain("ERROR: unknown command 'qm " + verb + "'");
        return DIED;
      }
    }
    return 0;
  }

  private void create(int id, List<String> words) throws IOException, PveError {
    if (has(id) || taken.test(id)) {
      throw new PveError(500, "unable to create VM " + id + " - VM " + id + " already exists");
    }
    LxcConfig config = new LxcConfig(Map.of());
    for (int i = 0; i + 1 < words.size(); i += 2) {
      String key = words.get(i).replaceFirst("^-+", "");
      String value = words.get(i + 1);
      if (key.matches("(scsi|virtio|sata|ide)[0-9]+")) {
        long gib = Long.parseLong(value.replaceFirst(".*:", ""));
        String volume = id + "/vm-" + id + "-disk-0.raw";
        host.files().put(IMAGES + volume, new byte[0]);
        try (RandomAccessFile file =
            new RandomAccessFile(host.files().real(IMAGES + volume).toFile(), "rw")) {
          file.setLength(gib << 30);
        }
        value = "local:" + volume + ",size=" + gib + "G";
      }
      config = config.with(key, value);
    }
    write(id, config);
  }

  private void set(int id, List<String> words) throws IOException, PveError {
    LxcConfig config = read(id);
    if (!config.get("lock").isEmpty()) {
      throw new PveError(500, "VM is locked (" + config.get("lock") + ")");
    }
    for (int i = 0; i + 1 < words.size(); i += 2) {
      String key = words.get(i).replaceFirst("^-+", "");
      config =
          key.equals("delete")
              ? config.without(words.get(i + 1))
              : config.with(key, words.get(i + 1));
    }
    write(id, config);
  }

  private int list(Call call) throws IOException {
    List<Integer> ids = ids();
    if (!ids.isEmpty()) {
      call.println(
          "%10s %-20s %-10s %-10s %12s %-10s"
              .formatted("VMID", "NAME", "STATUS", "MEM(MB)", "BOOTDISK(GB)", "PID"));
    }
    for (int id : ids) {
      LxcConfig config = read(id);
      String name = config.get("name");
      call.println(
          "%10s %-20s %-10s %-10s %12.2f %-10s"
              .formatted(
                  id,
                  name.isEmpty() ? "VM " + id : name,
                  isRunning(id) ? "running" : "stopped",
                  config.get("memory").isEmpty() ? "512" : config.get("memory"),
                  0.0,
                  isRunning(id) ? 2000 + id : 0));
    }
    return 0;
  }
}
