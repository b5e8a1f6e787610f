package dev.vireo.bus.backup;

import dev.vireo.bus.Command;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of backups in 24 hours, as an event, and as a mail where a mail server is
 * configured.
 *
 * @param until the end of these hours; absent: now
 */
public record SummariseBackups(@Nullable Instant until) implements Command {
  @Override
  public String about() {
    return "backups";
  }

  @Override
  public String lane() {
    return "summary";
  }
}
