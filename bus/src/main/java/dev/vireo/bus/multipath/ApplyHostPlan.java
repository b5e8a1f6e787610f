package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;

/**
 * One host's part of applying a plan.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 */
public record ApplyHostPlan(String plan, String host) implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
