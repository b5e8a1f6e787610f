package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Restores a guest whole, as a new one. Nothing that is there is written over, and the new guest is
 * not started.
 *
 * @param point the restore point
 * @param host the host, by its registered name; absent: the one that the guest was backed up from
 * @param as what the new guest is called: a number, or a name with plain LXC. None of the host's
 *     guests is called so
 * @param storage the storage or datastore of the host that its disks are put on; absent: the host's
 *     own choice
 */
public record RestoreGuest(String point, @Nullable String host, String as, @Nullable String storage)
    implements Command {
  @Override
  public String about() {
    return point;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
