package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;

/**
 * The default policy of an array type was changed, and a fresh read showed it.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param satp the array type
 * @param from its former default
 * @param to its default now
 * @param verifiedBy the read that showed it
 * @param rollBack whether this was a roll-back
 */
public record SatpDefaultChanged(
    String plan,
    String host,
    String satp,
    String from,
    String to,
    String verifiedBy,
    boolean rollBack)
    implements Event {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return satp;
  }
}
