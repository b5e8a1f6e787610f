package dev.vireo.multipath.command;

import dev.vireo.multipath.domain.DeviceId;
import dev.vireo.multipath.domain.PolicyMode;
import dev.vireo.multipath.projection.PlanHosts;
import java.util.HashMap;
import java.util.Map;

/** What the record of former changes knows of devices' modes and a listing does not show. */
final class KnownModes {

  private KnownModes() {}

  static Map<DeviceId, PolicyMode> of(PlanHosts plans, String host) {
    Map<DeviceId, PolicyMode> modes = new HashMap<>();
    plans
        .lastModes(host)
        .forEach(
            (device, mode) -> {
              PolicyMode known = PolicyMode.valueOf(mode);
              if (known != PolicyMode.UNKNOWN) {
                modes.put(DeviceId.parse(device), known);
              }
            });
    return modes;
  }
}
