package dev.vireo.bus.kit;

import org.jspecify.annotations.Nullable;

/**
 * Kafka or the service's database did not answer. The command is not lost and not failed: it is
 * tried again until they do.
 */
public final class BusUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what was being done. */
  public BusUnavailable(String doing, @Nullable Throwable cause) {
    super(doing + ": " + (cause == null ? "no answer" : cause.getMessage()), cause);
  }
}
