package dev.vireo.backup.host;

import dev.vireo.bus.backup.BackupFailureCause;

/** The host answered, and it cannot be done there: the class of it, what was seen, what to do. */
public final class HostRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final BackupFailureCause failureCause;
  private final String advice;

  public HostRefused(BackupFailureCause failureCause, String message, String advice) {
    super(message);
    this.failureCause = failureCause;
    this.advice = advice;
  }

  /** The same, saying of which host it is. */
  public HostRefused of(String host) {
    return new HostRefused(failureCause, host + ": " + getMessage(), advice);
  }

  public BackupFailureCause failureCause() {
    return failureCause;
  }

  public String advice() {
    return advice;
  }
}
