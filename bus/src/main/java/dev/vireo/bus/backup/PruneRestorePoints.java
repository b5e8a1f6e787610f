package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Removes the restore points of a job that its retention does not keep, and gives the destination
 * its room back. The newest one, the newest that was verified and the newest that is whole stay,
 * whatever the retention says.
 *
 * @param job its name
 * @param acceptSmaller also where the newest restore point is much smaller than the one before,
 *     which holds removals back else
 */
public record PruneRestorePoints(String job, boolean acceptSmaller) implements Command {
  @Override
  public String about() {
    return job;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
