package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;

/**
 * A device was to be changed and is so already; nothing was done to it.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param device the device's id
 * @param state how it was read
 * @param reason why nothing was done
 */
public record PolicyUnchanged(
    String plan, String host, String device, PolicyState state, String reason) implements Event {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return device;
  }
}
