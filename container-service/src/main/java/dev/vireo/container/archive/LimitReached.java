package dev.vireo.container.archive;

import java.io.IOException;

/** More came out of an archive than {@link Limits} allow. */
final class LimitReached extends IOException {
  private static final long serialVersionUID = 1;

  LimitReached(String message) {
    super(message);
  }
}
