package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a restore point of a job.
 *
 * @param job its name
 * @param due the time of its schedule that this is for; absent: it is run by hand, at any time
 */
public record RunBackup(String job, @Nullable Instant due) implements Command {
  @Override
  public String about() {
    return job;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
