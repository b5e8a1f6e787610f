package dev.vireo.multipath.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one device of a plan.
 *
 * @param state how it stands
 * @param at since when
 * @param said what the host answered where it failed; why nothing was done where nothing was
 * @param advice what to do where it failed
 * @param command what was run where it failed
 * @param exit its exit status
 */
public record DeviceResult(
    State state,
    Instant at,
    @Nullable String said,
    @Nullable String advice,
    @Nullable String command,
    @Nullable Integer exit) {

  /** How a device of a plan stands, beyond being planned. */
  public enum State {
    CHANGED,
    UNCHANGED,
    FAILED,
    REFUSED,
    RESTORED
  }
}
