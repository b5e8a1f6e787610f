package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;

/**
 * A device is as its standard asks again, or the standard no longer concerns it.
 *
 * @param host the host, by its registered name
 * @param device the device's id
 * @param standard the standard's id
 */
public record DriftEnded(String host, String device, String standard) implements Event {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return device + "\n" + standard;
  }
}
