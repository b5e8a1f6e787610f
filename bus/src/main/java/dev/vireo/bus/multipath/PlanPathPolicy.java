package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts and says for each device what would be done and why; touches nothing.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 * @param satp only devices of this array type; null: whatever the host claims for a SAN
 * @param psp the wanted policy, such as {@code VMW_PSP_RR}
 * @param roundRobin how round robin shall rotate; null: as it is
 * @param devices only these devices; empty: all that match
 * @param overrides safety rules set aside
 */
public record PlanPathPolicy(
    String select,
    @Nullable String satp,
    String psp,
    @Nullable RoundRobin roundRobin,
    List<String> devices,
    List<RuleOverride> overrides)
    implements Command {

  public PlanPathPolicy {
    devices = Absent.orEmpty(devices);
    overrides = Absent.orEmpty(overrides);
  }

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
