package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.time.Instant;
import java.util.List;

/**
 * A device's policy was changed, and a fresh read showed it.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param device the device's id
 * @param from how it was
 * @param to how it was read to be
 * @param verifiedBy the read that showed it
 * @param readAt when that read ended
 * @param rollBack whether this was a roll-back
 * @param overrides safety rules that were set aside
 */
public record PolicyChanged(
    String plan,
    String host,
    String device,
    PolicyState from,
    PolicyState to,
    String verifiedBy,
    Instant readAt,
    boolean rollBack,
    List<RuleOverride> overrides)
    implements Event {

  public PolicyChanged {
    overrides = Absent.orEmpty(overrides);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return device;
  }
}
