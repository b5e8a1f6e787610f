package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.store.AbsentKeys;
import dev.vireo.ramcloud.wire.resp.Args;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a connection has queued since MULTI, and the versions of what it watches. */
public final class Transaction {
  /** A command that waits for EXEC, with words of its own. */
  record Queued(CommandSpec command, Args args) {}

  /** A key as it was seen: version 0 where there was none, and that is watched by the shard. */
  record Watched(long table, byte[] key, long version, AbsentKeys.@Nullable Absence absence) {
    /** Whether a key that has this version now is as it was, and has been all along. */
    boolean isSame(long now) {
      return now == version && (absence == null || !absence.isOver());
    }

    void release() {
      if (absence != null) {
        absence.release();
      }
    }
  }

  private final List<Queued> queue = new ArrayList<>();
  private final List<Watched> watched = new ArrayList<>();
  private boolean open;
  private boolean broken;
  private long bytes;
  private int slot = -1;

  public boolean isOpen() {
    return open;
  }

  int size() {
    return queue.size();
  }

  void begin() {
    open = true;
  }

  /** A command could not be queued: EXEC will refuse. */
  void fail() {
    if (open) {
      broken = true;
    }
  }

  boolean isBroken() {
    return broken;
  }

  long bytes() {
    return bytes;
  }

  void add(CommandSpec command, Args copy) {
    queue.add(new Queued(command, copy));
    bytes += copy.bytes();
  }

  List<Queued> queued() {
    return queue;
  }

  List<Watched> watched() {
    return watched;
  }

  /** The slot of all keys so far; -1: there was none yet. */
  int slot() {
    return slot;
  }

  void slot(int of) {
    slot = of;
  }

  void unwatch() {
    watched.forEach(Watched::release);
    watched.clear();
    if (!open) {
      slot = -1;
    }
  }

  /** Forgets everything. */
  public void end() {
    queue.forEach(queued -> queued.args().release());
    queue.clear();
    watched.forEach(Watched::release);
    watched.clear();
    open = false;
    broken = false;
    bytes = 0;
    slot = -1;
  }
}
