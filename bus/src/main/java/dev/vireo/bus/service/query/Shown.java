package dev.vireo.bus.service.query;

import java.util.List;

/**
 * What was found, and where.
 *
 * @param items what was found
 * @param live whether RAMCloud showed it, else it was PostgreSQL
 */
public record Shown<T>(List<T> items, boolean live) {

  /** The header of an answer that tells where it is from: {@code ramcloud} or {@code postgres}. */
  public static final String HEADER = "Vireo-View";

  public Shown {
    items = List.copyOf(items);
  }

  /** The header's value. */
  public String from() {
    return live ? "ramcloud" : "postgres";
  }
}
