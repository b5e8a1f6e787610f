package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;

/**
 * One host's part of rolling a plan back.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 */
public record RollBackHostPlan(String plan, String host) implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
