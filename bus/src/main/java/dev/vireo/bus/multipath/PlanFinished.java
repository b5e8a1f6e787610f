package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan was applied as far as it goes.
 *
 * @param plan the plan's id
 * @param hostsDone hosts where all is as planned
 * @param hostsFailed hosts where it is not
 * @param hostsNotStarted hosts not begun, since it stopped by itself
 * @param changed devices changed and verified
 * @param unchanged devices that were so already
 * @param failed devices that are not as planned
 * @param refused devices not touched for a safety rule
 * @param stopped why it stopped by itself; null if it did not
 */
public record PlanFinished(
    String plan,
    List<String> hostsDone,
    List<String> hostsFailed,
    List<String> hostsNotStarted,
    int changed,
    int unchanged,
    int failed,
    int refused,
    @Nullable String stopped)
    implements Event {

  public PlanFinished {
    hostsDone = Absent.orEmpty(hostsDone);
    hostsFailed = Absent.orEmpty(hostsFailed);
    hostsNotStarted = Absent.orEmpty(hostsNotStarted);
  }

  @Override
  public String about() {
    return plan;
  }
}
