package dev.vireo.bus.backup;

/** What becomes of a guest while it is read. Whatever it is, it is as before afterwards. */
public enum GuestMode {
  /** It is shut down, and started again. */
  STOP,
  /** It stands still: frozen, or suspended for the last part of the reading. */
  SUSPEND,
  /** It runs on, and a snapshot of its disks is read; the snapshot is removed. */
  SNAPSHOT,
  /** It runs on, and its files are read as they are: what belongs together may not fit together. */
  LIVE
}
