package dev.vireo.bench.estate;

/**
 * A simulated host, as the simulator says where it listens.
 *
 * @param passwordFile where its user's password is
 * @param version such as {@code 6.7.0}
 * @param knownHosts its key as a line of known_hosts
 */
public record SimulatedHost(
    String name,
    String address,
    int port,
    String user,
    String passwordFile,
    String version,
    String knownHosts) {

  /** Whether esxcli has no {@code storage} in front of {@code nmp} there. */
  public boolean classic() {
    return version.startsWith("4.");
  }
}
