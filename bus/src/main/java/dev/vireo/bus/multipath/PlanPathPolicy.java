package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads hosts and says for each device what would be done and why; touches nothing.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 * @param satp only devices of this array type, such as {@code VMW_SATP_SVC}; absent: of any type,
 *     for which {@code devices} must name them: a command without both is rejected
 * @param psp the wanted policy, such as {@code VMW_PSP_RR}
 * @param roundRobin how round robin shall rotate, with {@code VMW_PSP_RR} only; absent: as it is
 * @param devices only these devices, by id such as {@code naa.6005...}; empty: all of {@code satp}
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
