package dev.vireo.bus.backup;

import dev.vireo.bus.Command;

/**
 * Finds on a host what backups and restores of ours that were cut short have left there, such as
 * snapshots, a container that stands still, or half of a guest, and takes it away. What is not ours
 * is not touched, nor what belongs to a run that goes on.
 *
 * @param host the host, by its registered name
 */
public record SweepBackupLeftovers(String host) implements Command {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return "sweep " + host;
  }
}
