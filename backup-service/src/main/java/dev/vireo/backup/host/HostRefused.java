package dev.vireo.backup.host;

import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.bus.backup.GuestTrouble;
import org.jspecify.annotations.Nullable;

/** The host answered, and it cannot be done there: the class of it, what was seen, what to do. */
public final class HostRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final BackupFailureCause failureCause;
  private final String advice;
  private final @Nullable GuestTrouble trouble;

  public HostRefused(BackupFailureCause failureCause, String message, String advice) {
    this(failureCause, message, advice, null);
  }

  /**
   * The same of a guest.
   *
   * @param trouble what it is about it; null: nothing of these
   */
  public HostRefused(
      BackupFailureCause failureCause,
      String message,
      String advice,
      @Nullable GuestTrouble trouble) {
    super(message);
    this.failureCause = failureCause;
    this.advice = advice;
    this.trouble = trouble;
  }

  /** The same, saying of which host it is. */
  public HostRefused of(String host) {
    return new HostRefused(failureCause, host + ": " + getMessage(), advice, trouble);
  }

  public BackupFailureCause failureCause() {
    return failureCause;
  }

  public String advice() {
    return advice;
  }

  /** What it is about a guest; null: nothing of these. */
  public @Nullable GuestTrouble trouble() {
    return trouble;
  }
}
