package dev.vireo.simulator.pve;

import dev.vireo.simulator.container.Console;
import dev.vireo.simulator.shell.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** What vzdump reads, and what comes back from what it made: guests of one kind on one node. */
interface Dumped {

  /** As vzdump calls the kind: {@code lxc}, {@code openvz} or {@code qemu}. */
  String kind();

  boolean has(int id);

  boolean isRunning(int id);

  /** What locks its configuration; empty: nothing does. */
  String lock(int id) throws IOException;

  /** Locks it, or with the empty text unlocks it. */
  void lock(int id, String lock) throws IOException;

  /** The lines in which vzdump tells what it will read. */
  List<String> told(int id) throws IOException;

  /** Whether its storage takes snapshots while it runs. */
  boolean snapshots();

  void start(int id, Session session, Console console) throws IOException, PveError;

  void stop(int id, Session session, Console console) throws IOException, PveError;

  /** Writes its archive. @return how many bytes of files or disks are in it */
  long write(int id, OutputStream out) throws IOException;

  /** Makes a guest of an archive. */
  void restore(int id, InputStream archive, Session session, Console console)
      throws IOException, PveError;
}
