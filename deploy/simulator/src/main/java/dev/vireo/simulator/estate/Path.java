package dev.vireo.simulator.estate;

import org.jspecify.annotations.Nullable;

/**
 * One way from a host to a device.
 *
 * @param group null where the array doesn't speak ALUA
 * @param usual the state that the path comes back to when it is repaired
 */
public record Path(
    String adapter,
    int channel,
    int target,
    int lun,
    TargetPort port,
    @Nullable PortGroup group,
    PathState state,
    PathState usual) {

  /** For instance {@code vmhba1:C0:T3:L80}. */
  public String runtimeName() {
    return adapter + ":C" + channel + ":T" + target + ":L" + lun;
  }

  public boolean isActive() {
    return state == PathState.ACTIVE;
  }

  /** Whether I/O should prefer it: true but for non-optimised ALUA paths. */
  public boolean isOptimised() {
    return group == null || group.optimised();
  }

  /** esxcli's word in {@code Group State}. */
  public String groupState() {
    return isActive() && !isOptimised() ? "active unoptimized" : state.text();
  }

  public Path with(PathState changed) {
    return new Path(adapter, channel, target, lun, port, group, changed, usual);
  }
}
