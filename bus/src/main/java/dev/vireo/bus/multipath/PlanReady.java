package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A plan can be read and applied.
 *
 * @param plan the plan's id
 * @param kind what it changes
 * @param select the hosts it was made for
 * @param hosts hosts it covers
 * @param notRead hosts that could not be read and are not in it
 * @param keep devices left as they are
 * @param change devices it would change
 * @param refuse devices a safety rule keeps it from
 */
public record PlanReady(
    String plan,
    PlanKind kind,
    String select,
    List<String> hosts,
    List<String> notRead,
    int keep,
    int change,
    int refuse)
    implements Event {

  public PlanReady {
    hosts = Absent.orEmpty(hosts);
    notRead = Absent.orEmpty(notRead);
  }

  @Override
  public String about() {
    return plan;
  }
}
