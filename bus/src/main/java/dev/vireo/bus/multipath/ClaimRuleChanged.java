package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;

/**
 * A claim rule was added or, by a roll-back, removed, and a fresh read showed it.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param rule the rule
 * @param present whether the host has it now
 * @param verifiedBy the read that showed it
 */
public record ClaimRuleChanged(
    String plan, String host, SatpRule rule, boolean present, String verifiedBy) implements Event {

  @Override
  public String about() {
    return host;
  }
}
