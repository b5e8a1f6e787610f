package dev.vireo.multipath.domain;

import java.util.Optional;

/** A storage device as one read of its host shows it. */
public record Device(DeviceId id, String displayName, Hardware hardware, Claim claim) {

  /** Its policy, where the native plug-in owns it. */
  public Optional<Claim.Nmp> nmp() {
    return claim instanceof Claim.Nmp nmp ? Optional.of(nmp) : Optional.empty();
  }
}
