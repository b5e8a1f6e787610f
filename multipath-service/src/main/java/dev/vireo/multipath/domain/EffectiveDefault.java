package dev.vireo.multipath.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The policy that a device has when nobody gave it one: that of the narrowest SATP claim rule that
 * speaks of it, else its SATP's default. So a device of VMW_SATP_SVC can get round robin while the
 * SATP's own default is FIXED.
 *
 * @param because the rule or the SATP, in words
 */
public record EffectiveDefault(PspName psp, String because) {

  /** Empty where the host's SATPs and rules do not tell. */
  public static Optional<EffectiveDefault> of(
      HostStorage host, Device device, List<Path> pathsOfDevice) {
    if (device.nmp().isEmpty()) {
      return Optional.empty();
    }
    SatpName satp = device.nmp().get().satp();
    return rule(host, device, pathsOfDevice)
        .flatMap(
            rule -> rule.defaultPsp().map(psp -> new EffectiveDefault(psp, "the " + rule.words())))
        .or(
            () ->
                host.satp(satp)
                    .map(s -> new EffectiveDefault(s.defaultPsp(), "the default of " + s.name())));
  }

  /** The narrowest rule with a policy of its own; user rules come before the system's. */
  static Optional<SatpRule> rule(HostStorage host, Device device, List<Path> pathsOfDevice) {
    SatpName satp = device.nmp().map(Claim.Nmp::satp).orElse(null);
    Transport by = HostStorage.transportOf(pathsOfDevice);
    return host.satpRules().stream()
        .filter(r -> r.satp().equals(satp) && r.defaultPsp().isPresent())
        .filter(r -> r.matches(device.id(), device.hardware(), by))
        .max(
            Comparator.comparingInt(SatpRule::narrowness)
                .thenComparing(SatpRule::isUser, Boolean::compare));
  }

  /**
   * What a listing tells of a device's mode. A policy that differs from the default was given to
   * the device (or the default was changed after the device was claimed, which cannot be told apart
   * and is handled alike: only {@code --psp} brings such a policy back).
   */
  public static PolicyMode modeOf(HostStorage host, Device device, List<Path> pathsOfDevice) {
    return device
        .nmp()
        .flatMap(
            nmp ->
                of(host, device, pathsOfDevice)
                    .map(d -> d.psp().equals(nmp.psp()) ? PolicyMode.UNKNOWN : PolicyMode.PINNED))
        .orElse(PolicyMode.UNKNOWN);
  }
}
