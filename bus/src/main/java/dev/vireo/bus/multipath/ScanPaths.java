package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads devices, paths, policies and array types of hosts afresh.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 */
public record ScanPaths(String select) implements Command {

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
