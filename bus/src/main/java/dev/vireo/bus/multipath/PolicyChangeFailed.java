package dev.vireo.bus.multipath;

import dev.vireo.bus.Event;
import org.jspecify.annotations.Nullable;

/**
 * A device was to be changed, and is not as it should be.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param device the device's id
 * @param command what was run on the host; null if it came to nothing before
 * @param exit its exit status
 * @param answered what the host answered
 * @param seen how a fresh read showed the device; null if it could not be read
 * @param advice what to do
 */
public record PolicyChangeFailed(
    String plan,
    String host,
    String device,
    @Nullable String command,
    @Nullable Integer exit,
    String answered,
    @Nullable PolicyState seen,
    String advice)
    implements Event {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return device;
  }
}
