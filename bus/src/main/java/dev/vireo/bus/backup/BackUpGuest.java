package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes a restore point of one of the guests that a job's selector names. {@link RunBackup} gives
 * one of these for each.
 *
 * @param job the job
 * @param source the guest: {@code container:HOST:ID} or {@code vm:HOST:ID}
 * @param due the time of the job's schedule that this is for; absent: it is run by hand
 */
public record BackUpGuest(String job, String source, @Nullable Instant due) implements Command {
  @Override
  public String about() {
    return job;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }

  @Override
  public String facet() {
    return source;
  }
}
