package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan did was undone, as far as it goes.
 *
 * @param plan the plan's id
 * @param restored devices, array types or rules brought back and verified
 * @param failed those that are not back
 * @param notKnown what the host does not let be known of the former mode, a line each
 * @param reason why it was rolled back
 */
public record PlanRolledBack(
    String plan, int restored, int failed, List<String> notKnown, @Nullable String reason)
    implements Event {

  public PlanRolledBack {
    notKnown = Absent.orEmpty(notKnown);
  }

  @Override
  public String about() {
    return plan;
  }
}
