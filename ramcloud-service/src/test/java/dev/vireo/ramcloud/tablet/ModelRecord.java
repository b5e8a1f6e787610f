package dev.vireo.ramcloud.tablet;

/**
 * A record of the model's log.
 *
 * @param value every write that made the value, oldest first, a decimal digit each
 * @param sender the master's attempt that sent it
 */
record ModelRecord(
    Kind kind,
    long epoch,
    long sequence,
    int key,
    long value,
    int master,
    int sender,
    long offset) {

  enum Kind {
    BARRIER,
    VALUE,
    HEARTBEAT,
    HAND_OVER
  }

  ModelRecord at(long where) {
    return new ModelRecord(kind, epoch, sequence, key, value, master, sender, where);
  }

  /** What compaction keeps the last of; barriers are all kept. */
  int compactionKey() {
    return switch (kind) {
      case BARRIER -> 1000 + sender;
      case VALUE -> key;
      case HEARTBEAT -> 100;
      case HAND_OVER -> 101;
    };
  }
}
