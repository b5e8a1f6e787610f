package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Drops what the service shows in PostgreSQL and replays it from the events.
 *
 * @param reason why, for the record
 */
public record RebuildProjections(@Nullable String reason) implements Command {
  @Override
  public String about() {
    return "projections";
  }

  @Override
  public String lane() {
    return "projections";
  }
}
