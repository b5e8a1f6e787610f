package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * A destination has less free than is kept free there: no run begins until it has more.
 *
 * @param destination its name
 * @param freeBytes what is free there, in bytes
 * @param keepFreeBytes what is kept free there, in bytes
 */
public record DestinationSpaceLow(String destination, long freeBytes, long keepFreeBytes)
    implements Event {
  @Override
  public String about() {
    return destination;
  }
}
