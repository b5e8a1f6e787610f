package dev.vireo.container.archive;

import java.io.IOException;

/** An archive whose own structure is wrong. */
final class CorruptArchive extends IOException {
  private static final long serialVersionUID = 1;

  CorruptArchive(String message) {
    super(message);
  }
}
