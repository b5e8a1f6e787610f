package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Packing;
import dev.vireo.simulator.disk.Unpacking;
import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.Session;
import dev.vireo.simulator.vz.VzPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Containers of OpenVZ on Proxmox VE up to 3, as vzdump reads them and vzrestore makes them. */
final class DumpedVz implements Dumped {
  private static final String INNER = "/etc/vzdump/vps.conf";
  private static final int DIED = 255;

  private final ContainerHost host;
  private final VzPrograms vz;
  private final VzContainers containers;
  private final Map<Integer, String> locks = new ConcurrentHashMap<>();

  DumpedVz(ContainerHost host, VzPrograms vz) {
    this.host = host;
    this.vz = vz;
    this.containers = new VzContainers(host, vz);
  }

  @Override
  public String kind() {
    return "openvz";
  }

  @Override
  public boolean has(int id) {
    return vz.ids().contains(id);
  }

  @Override
  public boolean isRunning(int id) {
    return host.guests().isRunning(id);
  }

  /** It locks by a file of vzctl's while it lives; what died holds nothing. */
  @Override
  public String lock(int id) {
    return locks.getOrDefault(id, "");
  }

  @Override
  public void lock(int id, String lock) {
    if (lock.isEmpty()) {
      locks.remove(id);
    } else {
      locks.put(id, lock);
    }
  }

  @Override
  public List<String> told(int id) {
    return List.of(
        "CTID " + id + " exist " + (isRunning(id) ? "mounted running" : "unmounted down"));
  }

  /** There is no LVM below its folder. */
  @Override
  public boolean snapshots() {
    return false;
  }

  @Override
  public void start(int id, Session session, Console console) throws IOException, PveError {
    containers.start(id, session, console);
  }

  @Override
  public void stop(int id, Session session, Console console) throws IOException, PveError {
    containers.stop(id, false, session, console);
  }

  @Override
  public long write(int id, OutputStream out) throws IOException {
    try (Packing packing = new Packing(out)) {
      packing.file("." + INNER, host.files().content(vz.configOf(id)));
      packing.folder(host.files(), vz.areaOf(id));
      return packing.bytes();
    }
  }

  @Override
  public void restore(int id, InputStream archive, Session session, Console console)
      throws IOException, PveError {
    if (has(id)) {
      throw new PveError(500, "unable to restore CT " + id + ": CT " + id + " already exists");
    }
    console.say("you choose to force overwriting VPS config file, private and root directories.");
    host.files().makeDirectories(vz.areaOf(id));
    DiskFiles inside = host.files().below(vz.areaOf(id));
    try {
      console.say("extracting archive '-'");
      console.say("Total bytes read: " + Unpacking.unpack(archive, inside));
    } catch (IOException e) {
      host.files().removeTree(vz.areaOf(id));
      console.complain("tar: " + e.getMessage());
      throw new PveError(500, "command 'tar xpf -' failed: exit code 2");
    }
    host.work(session, host.pace().create() / 4, "restore");
    host.files().makeDirectories(vz.rootOf(id));
    host.files().put(vz.configOf(id), inside.content(INNER));
    inside.removeTree("/etc/vzdump");
    console.say("extracting configuration to '" + vz.configOf(id) + "'");
  }

  /** {@code vzrestore ARCHIVE ID}. */
  int vzrestore(Call call) throws IOException {
    List<String> words = call.arguments();
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
}
