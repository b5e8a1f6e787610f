package dev.vireo.simulator.estate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A storage device as one host sees it.
 *
 * @param claimedBy {@code NMP} or {@code HPP}
 * @param satp the array type plug-in; empty under HPP
 */
public record Device(
    String id, String claimedBy, String satp, Hardware hardware, Policy policy, List<Path> paths) {

  public boolean isNmp() {
    return claimedBy.equals("NMP");
  }

  public Optional<Path> path(String runtimeName) {
    return paths.stream().filter(path -> path.runtimeName().equals(runtimeName)).findFirst();
  }

  /** The preferred path under VMW_PSP_FIXED: the one chosen by hand, else the host's choice. */
  public String preferredPath() {
    String explicit = policy.preferred();
    return explicit != null ? explicit : hostsChoice();
  }

  /** The paths that carry I/O now. */
  public List<Path> workingPaths() {
    if (policy.isRoundRobin()) {
      List<Path> optimised =
          paths.stream().filter(path -> path.isActive() && path.isOptimised()).toList();
      return optimised.isEmpty() || policy.roundRobin().useUnoptimised()
          ? paths.stream().filter(Path::isActive).toList()
          : optimised;
    }
    return paths.stream()
        .filter(path -> path.isActive() && path.runtimeName().equals(policy.current()))
        .toList();
  }

  /** {@code on}, {@code degraded} with one path left of several, {@code dead} without any. */
  public String status() {
    long alive = paths.stream().filter(path -> path.state() != PathState.DEAD).count();
    if (alive == 0) {
      return "dead";
    }
    return alive == 1 && (paths.size() > 1 || !hardware.local()) ? "degraded" : "on";
  }

  public Device with(Policy changed) {
    return new Device(id, claimedBy, satp, hardware, changed, paths).settled();
  }

  public Device with(List<Path> changed) {
    return new Device(id, claimedBy, satp, hardware, policy, List.copyOf(changed)).settled();
  }

  public Device with(Hardware changed) {
    return new Device(id, claimedBy, satp, changed, policy, paths);
  }

  /**
   * With the current path that the policy leads to. Fixed goes back to its preferred path when that
   * lives; MRU stays where it is until that path fails.
   */
  public Device settled() {
    String current = policy.current();
    if (policy.isFixed() && lives(preferredPath())) {
      current = preferredPath();
    } else if (!lives(current)) {
      current = hostsChoice();
    }
    return current.equals(policy.current())
        ? this
        : new Device(id, claimedBy, satp, hardware, policy.using(current), paths);
  }

  private boolean lives(@Nullable String runtimeName) {
    return runtimeName != null && path(runtimeName).map(Path::isActive).orElse(false);
  }

  private String hostsChoice() {
    return paths.stream()
        .filter(path -> path.isActive() && path.isOptimised())
        .findFirst()
        .or(() -> paths.stream().filter(Path::isActive).findFirst())
        .map(Path::runtimeName)
        .orElse("");
  }
}
