package dev.vireo.simulator.estate;

import org.jspecify.annotations.Nullable;

/**
 * How a device's paths are selected.
 *
 * @param psp the policy in force
 * @param pinned set by {@code --psp}, so later changes of the SATP's default pass it by; no listing
 *     shows it
 * @param preferred the path chosen for VMW_PSP_FIXED by hand; null when the host chose
 * @param current runtime name of the path in use under a one-path policy; empty if all are dead
 */
public record Policy(
    String psp, boolean pinned, @Nullable String preferred, String current, RoundRobin roundRobin) {

  public static final String FIXED = "VMW_PSP_FIXED";
  public static final String FIXED_AP = "VMW_PSP_FIXED_AP";
  public static final String MRU = "VMW_PSP_MRU";
  public static final String RR = "VMW_PSP_RR";

  public boolean isFixed() {
    return psp.equals(FIXED) || psp.equals(FIXED_AP);
  }

  public boolean isRoundRobin() {
    return psp.equals(RR);
  }

  /** Another policy. What the former one kept for the device is lost, as on a real host. */
  public Policy to(String changed, boolean pinning) {
    return changed.equals(psp)
        ? new Policy(psp, pinning, preferred, current, roundRobin)
        : new Policy(changed, pinning, null, current, RoundRobin.DEFAULT);
  }

  public Policy with(RoundRobin changed) {
    return new Policy(psp, pinned, preferred, current, changed);
  }

  public Policy preferring(@Nullable String path) {
    return new Policy(psp, pinned, path, current, roundRobin);
  }

  public Policy using(String path) {
    return new Policy(psp, pinned, preferred, path, roundRobin);
  }
}
