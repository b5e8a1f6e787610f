package dev.vireo.multipath.domain;

import java.util.Optional;

/**
 * The policy that a device shall have.
 *
 * @param tuning only with round robin; absent means that the host's or its rules' values do
 */
public record PolicyGoal(PspName psp, Optional<RoundRobinTuning> tuning) {

  public PolicyGoal {
    if (tuning.isPresent() && !psp.equals(PspName.ROUND_ROBIN)) {
      throw new MalformedValue(
          "psp", psp.value(), 0, "takes no round robin limit", "give VMW_PSP_RR or no limit");
    }
  }

  public static PolicyGoal of(PspName psp) {
    return new PolicyGoal(psp, Optional.empty());
  }

  public static PolicyGoal roundRobin(RoundRobinTuning tuning) {
    return new PolicyGoal(PspName.ROUND_ROBIN, Optional.of(tuning));
  }

  /** Whether a device with this policy and configuration is as wanted. */
  public boolean metBy(Claim.Nmp nmp) {
    return unmetBy(nmp).isEmpty();
  }

  /** In words, what the device lacks; empty where it lacks nothing. */
  public Optional<String> unmetBy(Claim.Nmp nmp) {
    if (!nmp.psp().equals(psp)) {
      return Optional.of("policy is " + nmp.psp() + " and not " + psp);
    }
    if (tuning.isEmpty()) {
      return Optional.empty();
    }
    boolean tuned =
        nmp.pspConfig() instanceof PspConfig.RoundRobin rr && tuning.get().metBy(rr.settings());
    return tuned
        ? Optional.empty()
        : Optional.of(
            "configuration is "
                + nmp.pspConfig().settingsText()
                + " and not "
                + tuning.get().words());
  }

  /** For people: {@code VMW_PSP_RR iops=1}. */
  public String words() {
    return psp + tuning.map(t -> " " + t.words()).orElse("");
  }
}
