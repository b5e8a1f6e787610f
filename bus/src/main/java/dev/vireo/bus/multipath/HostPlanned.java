package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host's part of a plan is made.
 *
 * @param plan the plan's id
 * @param kind what it changes
 * @param host the host, by its registered name
 * @param satp the array type that was asked for; null: any
 * @param psp the wanted policy; null for a rule that names none
 * @param roundRobin how round robin shall rotate
 * @param rule the claim rule, for a plan of that kind
 * @param devices every device of the host with its verdict
 * @param overrides safety rules set aside
 * @param unparsed lines of the host that were not understood
 */
public record HostPlanned(
    String plan,
    PlanKind kind,
    String host,
    @Nullable String satp,
    @Nullable String psp,
    @Nullable RoundRobin roundRobin,
    @Nullable SatpRule rule,
    List<PlannedDevice> devices,
    List<RuleOverride> overrides,
    List<String> unparsed)
    implements Event {

  public HostPlanned {
    devices = Absent.orEmpty(devices);
    overrides = Absent.orEmpty(overrides);
    unparsed = Absent.orEmpty(unparsed);
  }

  @Override
  public String about() {
    return host;
  }
}
