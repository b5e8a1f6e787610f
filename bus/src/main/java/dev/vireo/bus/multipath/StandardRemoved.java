package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;

/**
 * A standard no longer holds.
 *
 * @param standard its id
 */
public record StandardRemoved(String standard) implements Event {

  @Override
  public String about() {
    return standard;
  }
}
