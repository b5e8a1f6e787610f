package dev.vireo.local;

/**
 * Something on this machine could not be started, stopped or read.
 *
 * <p>The message is for the operator: what was tried, where, what was seen, what to do.
 */
public final class LocalPlatformException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalPlatformException(String message) {
    super(message);
  }

  public LocalPlatformException(String message, Throwable cause) {
    super(message, cause);
  }
}
