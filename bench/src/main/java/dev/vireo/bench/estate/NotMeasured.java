package dev.vireo.bench.estate;

import org.jspecify.annotations.Nullable;

/** A benchmark came to no figure: what, where, what was seen, what to do. */
public final class NotMeasured extends RuntimeException {

  private static final long serialVersionUID = 1;

  public NotMeasured(String message) {
    super(message);
  }

  public NotMeasured(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
