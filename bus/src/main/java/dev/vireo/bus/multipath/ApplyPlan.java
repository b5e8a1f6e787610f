package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * Does what a plan says, as it was shown: canary hosts first, then in waves.
 *
 * @param plan the plan's id
 * @param canary hosts of the first wave, all of which must go well; none if absent
 * @param wave hosts at once after that; all the rest if absent
 * @param maxFailures hosts that may fail before it stops by itself; 0 if absent
 */
public record ApplyPlan(
    String plan,
    @Range(min = 0, max = 10_000) @Nullable Integer canary,
    @Range(min = 1, max = 10_000) @Nullable Integer wave,
    @Range(min = 0, max = 10_000) @Nullable Integer maxFailures)
    implements Command {

  @Override
  public String about() {
    return plan;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
