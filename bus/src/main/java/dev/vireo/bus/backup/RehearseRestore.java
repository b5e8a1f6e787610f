package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Restores a restore point where nobody uses it, holds it against what was backed up, and removes
 * it again. A guest is restored under a name of our own and without a network, started where its
 * host can do that, looked at, and destroyed.
 *
 * @param point the restore point
 * @param host the host on which it is restored; absent: all of it is read from the destination and
 *     held against what was backed up, and written nowhere
 * @param folder a folder of the host with enough room, in which a folder of its own is made; given
 *     with {@code host}, and only then. Absent for a guest
 */
public record RehearseRestore(String point, @Nullable String host, @Nullable String folder)
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
