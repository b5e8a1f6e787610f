package dev.vireo.ramcloud.log;

import org.jspecify.annotations.Nullable;

/** What the log asks of a shard's memory. Called on the shard's thread only. */
public interface TabletMemory {

  /** The log is known: it has so many tablets. Called once, before all others. */
  void tablets(int count);

  /**
   * Takes an entry from the log, in the log's order; what memory has of its key gives way to it.
   *
   * @return why it could not be taken, for an operator; null if it was
   */
  @Nullable String replay(int tablet, LogItem item);

  /**
   * The tablet is whole, and is served from here on.
   *
   * @return why it cannot be, for an operator; null if it can
   */
  @Nullable String ready(int tablet);

  /** What memory has of a key now, pending writes included; null if it has nothing. */
  @Nullable LogItem current(int tablet, byte[] logKey);

  /** Forgets all objects of the tablet. */
  void drop(int tablet);

  /** The version that the tablet's next new object takes. */
  long versionCounter(int tablet);

  /** No object of the tablet takes a version below this from here on. */
  void raiseVersionCounter(int tablet, long atLeast);
}
