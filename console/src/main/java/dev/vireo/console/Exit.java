package dev.vireo.console;

/** How a run of the command line ends: what a script decides by. */
public enum Exit {
  /** All that was asked is done. */
  DONE(0),
  /** Done in part, or failed. */
  PART(1),
  /** Refused or malformed: nothing was touched. */
  REFUSED(2),
  /** Kafka, a service or a host could not be reached. */
  UNREACHABLE(3);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** The exit code of the process: 0, 1, 2 or 3. */
  public int code() {
    return code;
  }
}
