package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;

/**
 * Ends a standard.
 *
 * @param standard its id
 */
public record RemoveStandard(String standard) implements Command {

  @Override
  public String about() {
    return standard;
  }

  @Override
  public String lane() {
    return "standard " + standard;
  }
}
