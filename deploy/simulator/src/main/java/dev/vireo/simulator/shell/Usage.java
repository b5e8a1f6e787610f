package dev.vireo.simulator.shell;

/**
 * A program was started in a way that it doesn't understand. Its name is put before the message.
 */
public final class Usage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public Usage(int status, String what) {
    super(what, null, false, false);
    this.status = status;
  }

  /** The exit status to end with. */
  public int status() {
    return status;
  }
}
