package dev.vireo.bus.backup;

/** What it was about a guest that kept a run from its end; the cause says it in general. */
public enum GuestTrouble {
  /** Somebody else holds it: a lock of the host's, another backup, a restore. */
  LOCKED,
  /**
   * It could not be made to stand still: no snapshot was taken, or it was not frozen or stopped.
   */
  NOT_HELD,
  /** There is too little room for the snapshot, and for what is written meanwhile. */
  NO_ROOM_FOR_SNAPSHOT,
  /** It has snapshots, or disks of a kind, that are not read. */
  NOT_READ_SO,
  /** It was read, and what held it was not taken away: see to it before it is run again. */
  NOT_LET_GO
}
