package dev.vireo.ramcloud.log;

import java.util.List;

/** A record of the log, read. */
sealed interface LogRecord {

  long offset();

  /** An owner began here. */
  record Barrier(long offset, long nonce, String owner) implements LogRecord {}

  /** One entry, or several that are there together or not at all. */
  record Entries(long offset, long epoch, long sequence, List<LogItem> items)
      implements LogRecord {}

  /** The owner lived, and these versions were its next. */
  record Heartbeat(long offset, long epoch, long sequence, long versionCounter)
      implements LogRecord {}

  /** The owner gave the tablet up here. */
  record HandOver(long offset, long epoch, long sequence) implements LogRecord {}

  /** A group's entries have all been written by themselves, and it is not needed any more. */
  record GroupEnd(long offset, long epoch, long sequence, byte[] key) implements LogRecord {}

  /** Not what was written, or not written by us. */
  record Corrupt(long offset, String why) implements LogRecord {}
}
