package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;

/**
 * One host's part of adding a claim rule.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param rule the rule
 * @param planOnly change nothing
 */
public record AddHostClaimRule(String plan, String host, SatpRule rule, boolean planOnly)
    implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
