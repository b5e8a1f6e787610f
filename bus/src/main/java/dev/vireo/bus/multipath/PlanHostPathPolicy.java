package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One host's part of a plan.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param satp only devices of this array type, such as {@code VMW_SATP_SVC}; absent: of any type,
 *     and then {@code devices} names them
 * @param psp the wanted policy, such as {@code VMW_PSP_RR}
 * @param roundRobin how round robin shall rotate, with {@code VMW_PSP_RR} only; absent: as it is
 * @param devices only these devices, by id such as {@code naa.6005...}; empty: all of {@code satp}
 * @param overrides safety rules set aside
 */
public record PlanHostPathPolicy(
    String plan,
    String host,
    @Nullable String satp,
    String psp,
    @Nullable RoundRobin roundRobin,
    List<String> devices,
    List<RuleOverride> overrides)
    implements Command {

  public PlanHostPathPolicy {
    devices = Absent.orEmpty(devices);
    overrides = Absent.orEmpty(overrides);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
