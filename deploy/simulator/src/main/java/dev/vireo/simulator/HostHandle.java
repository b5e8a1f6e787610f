package dev.vireo.simulator;

import dev.vireo.simulator.estate.Release;
import java.nio.file.Path;

/**
 * How to reach a host of the data centre.
 *
 * @param knownHosts a line for a known_hosts file
 */
public record HostHandle(
    String name,
    String address,
    int port,
    String user,
    Path passwordFile,
    Release release,
    String knownHosts) {

  /** For instance {@code 7.0.3}. */
  public String version() {
    return release.version();
  }
}
