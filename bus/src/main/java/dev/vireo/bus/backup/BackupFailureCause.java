package dev.vireo.bus.backup;

/** What kept a run, a restore or a check from its end. */
public enum BackupFailureCause {
  /** The host does not answer, or does not let us in. */
  HOST_UNREACHABLE,
  /** The connection to the host was lost on the way. */
  CONNECTION_LOST,
  /** The folder or the guest is not there. */
  SOURCE_MISSING,
  /** The folder is there, and nothing is in it. */
  SOURCE_EMPTY,
  /** Something in the folder, or the guest, cannot be read. */
  SOURCE_UNREADABLE,
  /** The host has no program that is needed, or it, or a script of the job, failed. */
  HOST_TOOL,
  /** There is something at the place that is to be restored to, or no room. */
  TARGET_REFUSED,
  /** The destination does not answer. */
  DESTINATION_UNREACHABLE,
  /** The destination does not let us in. */
  DESTINATION_REFUSED,
  /** The destination is full, or has less free than is kept free there. */
  DESTINATION_FULL,
  /** Somebody else holds the destination, and lives. */
  DESTINATION_LOCKED,
  /** Data in the destination is damaged. */
  DESTINATION_DAMAGED,
  /** There is no repository in the destination. */
  NO_REPOSITORY,
  /** The password does not open the repository. */
  WRONG_PASSWORD,
  /** A secret that is referred to is not to be had. */
  CREDENTIAL,
  /** What was read back is not what was backed up, or a guest that came back does not start. */
  NOT_VERIFIED,
  /** The restore point is not in the destination, or was removed. */
  POINT_GONE,
  /** It was told to stop. */
  CANCELLED,
  /** Its window closed before it was done. */
  WINDOW_CLOSED,
  /** There was no place among the runs in time, or somebody else holds the guest. */
  BUSY,
  /** restic is missing, too old, or failed in a way that is not known. */
  ENGINE
}
