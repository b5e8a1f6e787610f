package dev.vireo.simulator.container;

import dev.vireo.simulator.disk.DiskFiles;
import dev.vireo.simulator.disk.Room;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The processes of a host that others may look for, each with its folder below {@code /proc}. */
public final class Processes {
  private final DiskFiles files;
  private final AtomicInteger last = new AtomicInteger(2600);
  private final Map<Integer, String> alive = new ConcurrentHashMap<>();
  private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();

  /** What {@code /proc} has takes no room of the disk, full or not. */
  public Processes(DiskFiles disk) {
    try {
      this.files = new DiskFiles(disk.real("/"), new Room(Long.MAX_VALUE / 2));
    } catch (IOException e) {
      throw new UncheckedIOException("/proc of the simulated host can't be made", e);
    }
  }

  /**
   * A process begins.
   *
   * @param session what ends when it is killed; null for nothing
   * @return its id
   */
  public int begin(List<String> command, @Nullable Session session) {
    int pid = last.incrementAndGet();
    String name = command.getFirst().substring(command.getFirst().lastIndexOf('/') + 1);
    try {
      put(pid, "cmdline", String.join("\0", command) + "\0");
      put(pid, "comm", name + "\n");
      put(pid, "status", "Name:\t" + name + "\nState:\tS (sleeping)\nPid:\t" + pid + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("/proc of the simulated host can't be written", e);
    }
    alive.put(pid, String.join(" ", command));
    if (session != null) {
      sessions.put(pid, session);
    }
    return pid;
  }

  private void put(int pid, String file, String text) throws IOException {
    files.put("/proc/" + pid + "/" + file, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void end(int pid) {
    alive.remove(pid);
    sessions.remove(pid);
    files.removeTree("/proc/" + pid);
  }

  /** Ends a process from outside; says false if there is none. */
  public boolean kill(int pid) {
    if (!alive.containsKey(pid)) {
      return false;
    }
    Session session = sessions.get(pid);
    if (session != null) {
      session.kill();
    }
    end(pid);
    return true;
  }

  public boolean isAlive(int pid) {
    return alive.containsKey(pid);
  }

  /** Command lines by id. */
  public Map<Integer, String> all() {
    return Map.copyOf(alive);
  }

  /** The host went off. */
  public void endAll() {
    alive.keySet().forEach(this::end);
  }
}
