package dev.vireo.backup.listing;

import java.io.IOException;

/** What was read is no listing, or not a whole one. */
public final class MalformedListing extends IOException {

  private static final long serialVersionUID = 1L;

  public MalformedListing(String message) {
    super(message);
  }
}
