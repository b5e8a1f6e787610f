package dev.vireo.bus.backup;

import dev.vireo.bus.Event;

/**
 * Something that a backup or a restore of ours had left on a host was taken away.
 *
 * @param host the host
 * @param guest the guest that it was of
 * @param what what it was
 */
public record BackupLeftoverRemoved(String host, String guest, String what) implements Event {
  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return guest + ": " + what;
  }
}
