package dev.vireo.backup.tar;

import java.io.IOException;

/** What came is no tar archive, or not a whole one. */
public final class MalformedTar extends IOException {

  private static final long serialVersionUID = 1L;

  public MalformedTar(String message) {
    super(message);
  }
}
