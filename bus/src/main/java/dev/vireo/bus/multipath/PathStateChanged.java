package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * A path was read in another state than before.
 *
 * @param host the host, by its registered name
 * @param device the device's id
 * @param path runtime name
 * @param from its former state; null: it was not there
 * @param to its state now; null: it is gone
 * @param working paths of the device that are active now
 */
public record PathStateChanged(
    String host,
    String device,
    String path,
    @Nullable String from,
    @Nullable String to,
    int working)
    implements Event {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return device + "\n" + path;
  }
}
