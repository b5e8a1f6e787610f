package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;

/**
 * A change was asked for that a safety rule speaks against; nothing was touched.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param device the device's id
 * @param rules the rules and their sources
 */
public record ChangeRefused(String plan, String host, String device, List<BrokenRule> rules)
    implements Event {

  public ChangeRefused {
    rules = Absent.orEmpty(rules);
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
