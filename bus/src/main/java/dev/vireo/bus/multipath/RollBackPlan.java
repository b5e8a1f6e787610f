package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Brings every device that the plan changed back to its former policy, settings and mode.
 *
 * @param plan the plan's id
 * @param reason why, for the record
 */
public record RollBackPlan(String plan, @Nullable String reason) implements Command {

  @Override
  public String about() {
    return plan;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
