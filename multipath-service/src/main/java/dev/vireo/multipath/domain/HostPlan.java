package dev.vireo.multipath.domain;

import java.time.Instant;
import java.util.List;

/**
 * What would be done on one host: a verdict for every device that it has, so that none is dropped
 * silently, and for every one that was asked for.
 *
 * @param foundedOn when the host was read
 */
public record HostPlan(String host, Instant foundedOn, List<DeviceVerdict> devices) {

  public HostPlan {
    devices = List.copyOf(devices);
  }

  public List<DeviceVerdict> changes() {
    return of(Verdict.Change.class);
  }

  public List<DeviceVerdict> refusals() {
    return of(Verdict.Refuse.class);
  }

  public List<DeviceVerdict> kept() {
    return of(Verdict.Keep.class);
  }

  private List<DeviceVerdict> of(Class<? extends Verdict> kind) {
    return devices.stream().filter(d -> kind.isInstance(d.verdict())).toList();
  }
}
