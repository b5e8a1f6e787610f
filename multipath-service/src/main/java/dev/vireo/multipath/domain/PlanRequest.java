package dev.vireo.multipath.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to plan for one host.
 *
 * @param host one fresh read of it
 * @param hostTags its tags in the inventory, for standards that ask for them
 * @param only the devices meant; empty for all that the target fits
 * @param overrides rules that an operator puts aside
 * @param knownModes what the record of former changes knows and a listing does not show
 */
public record PlanRequest(
    HostStorage host,
    Map<String, String> hostTags,
    PolicyTarget target,
    Set<DeviceId> only,
    List<RuleOverride> overrides,
    Map<DeviceId, PolicyMode> knownModes) {

  public PlanRequest {
    hostTags = Map.copyOf(hostTags);
    only = Set.copyOf(only);
    overrides = List.copyOf(overrides);
    knownModes = Map.copyOf(knownModes);
    if (target instanceof PolicyTarget.BySatp bySatp
        && bySatp.satps().isEmpty()
        && only.isEmpty()) {
      throw new MalformedValue(
          "satp", "", 0, "selects nothing", "name a SATP (e.g. VMW_SATP_SVC) or devices");
    }
  }

  /** A plan for all devices of the target, with nothing put aside and nothing known before. */
  public static PlanRequest of(HostStorage host, PolicyTarget target) {
    return new PlanRequest(host, Map.of(), target, Set.of(), List.of(), Map.of());
  }

  public PlanRequest with(List<RuleOverride> putAside) {
    return new PlanRequest(host, hostTags, target, only, putAside, knownModes);
  }

  public PlanRequest onlyFor(Set<DeviceId> devices) {
    return new PlanRequest(host, hostTags, target, devices, overrides, knownModes);
  }
}
