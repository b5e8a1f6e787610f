package dev.vireo.simulator.container;

import dev.vireo.simulator.disk.DiskFiles;
import java.time.Instant;
import java.util.Set;

/**
 * A container that runs.
 *
 * @param files its root as it sees it
 * @param early its network before its init has set it up
 * @param booted its network after
 * @param bootedAt when its init will have
 * @param addresses what it holds on the LAN
 */
public record Guest(
    int id,
    String hostName,
    DiskFiles files,
    int init,
    Instant started,
    NetView early,
    NetView booted,
    Instant bootedAt,
    Set<String> addresses) {

  public Guest {
    addresses = Set.copyOf(addresses);
  }

  /** Its network as it is now. */
  public NetView network() {
    return Instant.now().isBefore(bootedAt) ? early : booted;
  }
}
