package dev.vireo.simulator.vz;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.container.ContainerHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The lock of one container, a real file with the holder's process id, taken as vzctl takes it: a
 * lock of a process that is no more, and one that names none, are removed.
 */
final class VzLock {
  private static final int TRIES = 3;

  private final ContainerHost host;
  private final String file;

  VzLock(ContainerHost host, String folder, int id) {
    this.host = host;
    this.file = folder + "/" + id + ".lck";
  }

  /** Says false if somebody else has it. */
  boolean take(int pid, Console console) throws IOException {
    String temporary = file + "." + pid;
    host.files().put(temporary, (pid + "\n\n").getBytes(StandardCharsets.US_ASCII));
    try {
      for (int i = 0; i < TRIES; i++) {
        try {
          host.files().hardLink(temporary, file);
          return true;
        } catch (IOException e) {
          int holder = holder();
          if (holder > 0 && host.files().isDirectory("/proc/" + holder)) {
            return false;
          }
          if (holder > 0) {
            console.say("Removing stale lock file " + file);
          }
          host.files().remove(file);
        }
      }
      return false;
    } finally {
      host.files().remove(temporary);
    }
  }

  private int holder() {
    try {
      String first =
          new String(host.files().content(file), StandardCharsets.US_ASCII).strip().split("\\s")[0];
      return first.matches("[0-9]{1,9}") ? Integer.parseInt(first) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Lets a process hold it, whatever was there. */
  void hold(int pid) throws IOException {
    host.files().put(file, (pid + "\n\n").getBytes(StandardCharsets.US_ASCII));
  }

  void release() {
    host.files().remove(file);
  }
}
