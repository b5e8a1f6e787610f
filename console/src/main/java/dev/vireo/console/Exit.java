package dev.vireo.console;

/** How a run of the command line ends: what a script decides by. */
public enum Exit {
  /** All that was asked is done. */
  DONE,
  /** Done in part, or failed. */
  PART,
  /** Refused or malformed: nothing was touched. */
  REFUSED,
  /** Kafka, a service or a host could not be reached. */
  UNREACHABLE;

  /** The exit code of the process: 0, 1, 2 or 3. */
  public int code() {
    return ordinal();
  }
}
