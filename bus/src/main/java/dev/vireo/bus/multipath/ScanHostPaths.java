package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;

/**
 * Reads one host afresh.
 *
 * @param host the host, by its registered name
 */
public record ScanHostPaths(String host) implements Command {

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
