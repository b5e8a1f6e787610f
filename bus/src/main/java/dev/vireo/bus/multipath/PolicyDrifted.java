package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;

/**
 * A device departs from a standard. Published when that begins or changes.
 *
 * @param host the host, by its registered name
 * @param device the device's id
 * @param standard the standard's id
 * @param expected what the standard asks for, in words
 * @param seen how it was read
 * @param reason how it departs, in words
 */
public record PolicyDrifted(
    String host, String device, String standard, String expected, PolicyState seen, String reason)
    implements Event {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return device + "\n" + standard;
  }
}
