package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Packing;
import dev.vireo.simulator.disk.Unpacking;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Containers of Proxmox VE 4 and later, as vzdump reads them and {@code pct restore} makes them.
 */
final class DumpedLxc implements Dumped {
  private static final String INNER = "/etc/vzdump/pct.conf";

  private final ContainerHost host;
  private final LxcContainers containers;

  DumpedLxc(ContainerHost host, LxcContainers containers) {
    this.host = host;
    this.containers = containers;
  }

  @Override
  public String kind() {
    return "lxc";
  }

  @Override
  public boolean has(int id) {
    return containers.ids().contains(id);
  }

  @Override
  public boolean isRunning(int id) {
    return host.guests().isRunning(id);
  }

  @Override
  public String lock(int id) throws IOException {
    return containers.read(id).get("lock");
  }

  @Override
  public void lock(int id, String lock) throws IOException {
    if (lock.isEmpty()) {
      containers.unlock(id);
    } else {
      containers.lock(id);
    }
  }

  @Override
  public List<String> told(int id) throws IOException {
    return List.of(
        "CT Name: " + containers.read(id).get("hostname"),
        "including mount point rootfs ('/') in backup");
  }

  /** A directory of raw images takes none. */
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
    containers.unlock(id);
    containers.stop(id, false, session, console);
    containers.lock(id);
  }

  @Override
  public long write(int id, OutputStream out) throws IOException {
    try (Packing packing = new Packing(out)) {
      packing.file("." + INNER, containers.read(id).without("lock").bytes());
      packing.folder(host.files(), LxcContainers.root(id));
      return packing.bytes();
    }
  }

  @Override
  public void restore(int id, InputStream archive, Session session, Console console)
      throws IOException, PveError {
    restore(id, archive, session, console, Map.of());
  }

  /** {@code pct restore ID - ...}. */
  void restore(
      int id, InputStream archive, Session session, Console console, Map<String, String> parameters)
      throws IOException, PveError {
    if (has(id)) {
      throw new PveError(500, "CT " + id + " already exists on node '" + host.name() + "'");
    }
    String size = parameters.getOrDefault("rootfs", "").replaceFirst("^local:", "");
    if (size.isEmpty()) {
      throw new PveError(500, "restore from pipe requires rootfs parameter");
    }
    if (!size.matches("[0-9]{1,5}")) {
      throw new PveError(500, "storage '" + size.replaceFirst(":.*", "") + "' does not exist");
    }
    containers.lockForCreate(id);
    host.files().makeDirectories(LxcContainers.root(id));
    DiskFiles inside = host.files().below(LxcContainers.root(id));
    try {
      console.say("extracting archive '-'");
      long bytes = Unpacking.unpack(archive, inside);
      console.say("Total bytes read: " + bytes);
      host.work(session, host.pace().create() / 4, "restore");
    } catch (IOException e) {
      containers.remove(id);
      console.complain("tar: " + e.getMessage());
      throw new PveError(
          500,
          "unable to restore CT " + id + " - command 'tar xpf - --totals' failed: exit code 2");
    }
    if (!inside.isFile(INNER)) {
      containers.remove(id);
      throw new PveError(500, "unable to restore CT " + id + " - no config in the archive");
    }
    LxcConfig config = LxcConfig.parse(inside.content(INNER));
    inside.removeTree("/etc/vzdump");
    containers.write(
        id, config.with("rootfs", "local:%d/vm-%d-disk-0.raw,size=%sG".formatted(id, id, size)));
  }
}
