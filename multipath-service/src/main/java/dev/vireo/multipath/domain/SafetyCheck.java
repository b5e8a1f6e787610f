package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Applies every {@link SafetyRule} to one wished change of one device of the native plug-in.
 *
 * <p>Rules that need what an old release does not print (boot and clustered disks on 4.x) cannot be
 * checked there; {@link #unchecked} says so in words, so that nobody takes silence for safety.
 */
final class SafetyCheck {

  private final HostStorage host;
  private final Device device;
  private final Claim.Nmp nmp;
  private final List<Path> paths;
  private final PolicyGoal goal;
  private final List<BrokenRule> broken = new ArrayList<>();

  private SafetyCheck(
      HostStorage host, Device device, Claim.Nmp nmp, List<Path> paths, PolicyGoal goal) {
    this.host = host;
    this.device = device;
    this.nmp = nmp;
    this.paths = paths;
    this.goal = goal;
  }

  /** All rules that the change would break, in the order of {@link SafetyRule}. */
  static List<BrokenRule> of(
      HostStorage host, Device device, Claim.Nmp nmp, List<Path> paths, PolicyGoal goal) {
    SafetyCheck check = new SafetyCheck(host, device, nmp, paths, goal);
    check.whatTheHostOffers();
    check.whatTheDeviceIs();
    check.whatTheArrayBears();
    check.pathHealth();
    check.whatWouldUndoIt();
    check.whatComesBack();
    return check.broken.stream().sorted((a, b) -> a.rule().compareTo(b.rule())).toList();
  }

  /** Which rules could not be checked on the host's release, in words. */
  static List<String> unchecked(Device device) {
    List<String> notes = new ArrayList<>();
    if (device.hardware().boot() == Told.NOT_TOLD) {
      notes.add("this release does not tell whether the host boots from the device");
    }
    if (device.hardware().perenniallyReserved() == Told.NOT_TOLD) {
      notes.add("this release does not tell whether a guest cluster shares the device");
    }
    return notes;
  }

  private boolean roundRobin() {
    return goal.psp().equals(PspName.ROUND_ROBIN);
  }

  private void breaks(SafetyRule rule, String seen) {
    broken.add(new BrokenRule(rule, seen));
  }

  private void whatTheHostOffers() {
    broken.addAll(ofOffer(host, goal.psp()));
    boolean latency = goal.tuning().map(t -> t.limit() == RoundRobinLimit.LATENCY).orElse(false);
    if (latency && !host.version().atLeast(6, 7)) {
      breaks(SafetyRule.ROUND_ROBIN_LIMIT_TOO_NEW, "the host runs " + host.version());
    }
  }

  private void whatTheDeviceIs() {
    if (device.hardware().pseudo() == Told.YES) {
      breaks(SafetyRule.MASKED_OR_PSEUDO, "the host says Is Pseudo: true");
    }
    switch (SanJudgement.of(device, paths)) {
      case SanJudgement.San san -> {}
      case SanJudgement.NotSan not -> breaks(SafetyRule.LOCAL_DEVICE, not.because());
      case SanJudgement.Undecided un -> breaks(SafetyRule.SAN_UNPROVEN, un.because());
    }
    if (device.hardware().boot() == Told.YES) {
      breaks(SafetyRule.BOOT_DEVICE, "the host boots from it");
    }
    if (device.hardware().perenniallyReserved() == Told.YES) {
      breaks(SafetyRule.CLUSTERED_DISK, "the host says Is Perennially Reserved: true");
      if (roundRobin() && !host.version().atLeast(5, 5)) {
        breaks(SafetyRule.HOST_TOO_OLD_FOR_SHARED_RR, "the host runs " + host.version());
      }
    }
  }

  private void whatTheArrayBears() {
    broken.addAll(ofArray(nmp.satp(), goal.psp()));
    if (!nmp.psp().isVmware() || !goal.psp().isVmware()) {
      breaks(SafetyRule.THIRD_PARTY_PSP, "the change is from " + nmp.psp() + " to " + goal.psp());
    }
  }

  /** The rules about a policy for any device of a SATP. */
  static List<BrokenRule> ofArray(SatpName satp, PspName psp) {
    List<BrokenRule> broken = new ArrayList<>();
    boolean roundRobin = psp.equals(PspName.ROUND_ROBIN);
    boolean fixed = psp.equals(PspName.FIXED);
    String seen = "its SATP is " + satp;
    if (roundRobin && satp.equals(SatpName.LOCAL)) {
      broken.add(new BrokenRule(SafetyRule.ROUND_ROBIN_ON_LOCAL_SATP, seen));
    }
    if (roundRobin && satp.activePassiveWithoutAlua()) {
      broken.add(new BrokenRule(SafetyRule.ACTIVE_PASSIVE_WITHOUT_ALUA, seen));
    }
    if (fixed && satp.activePassiveWithoutAlua()) {
      broken.add(new BrokenRule(SafetyRule.FIXED_ON_ACTIVE_PASSIVE, seen));
    }
    if (fixed && satp.equals(SatpName.ALUA)) {
      broken.add(new BrokenRule(SafetyRule.FIXED_ON_ALUA, seen));
    }
    if (!satp.isVmware()) {
      broken.add(new BrokenRule(SafetyRule.THIRD_PARTY_SATP, seen));
    }
    return broken;
  }

  /** Whether the host can be told so at all. */
  static List<BrokenRule> ofOffer(HostStorage host, PspName psp) {
    if (host.offers(psp)) {
      return List.of();
    }
    String offered =
        host.psps().stream().map(p -> p.name().value()).collect(Collectors.joining(", "));
    return List.of(
        new BrokenRule(
            SafetyRule.PSP_NOT_OFFERED,
            psp + " is not among what the host offers (" + offered + ")"));
  }

  private void pathHealth() {
    List<Path> working = paths.stream().filter(p -> p.state().works()).toList();
    if (working.size() < 2) {
      breaks(
          SafetyRule.NO_SECOND_PATH,
          "of "
              + paths.size()
              + (paths.size() == 1 ? " path " : " paths ")
              + working.size()
              + (working.size() == 1 ? " works" : " work"));
    }
    List<Path> dead =
        paths.stream()
            .filter(p -> p.state() == PathState.DEAD || p.state() == PathState.UNKNOWN)
            .toList();
    if (!dead.isEmpty()) {
      breaks(
          SafetyRule.DEAD_PATH,
          dead.stream()
              .map(p -> p.name() + (p.state() == PathState.DEAD ? " is dead" : " tells no state"))
              .collect(Collectors.joining(", ")));
    }
  }

  /**
   * A policy given by {@code --psp} outlives a reboot, whatever the SATP's default is, so defaults
   * and system rules undo nothing. What does: a claim rule that is on file but not yet in force and
   * gives the device to another plug-in; a user rule that moves the device to another SATP at the
   * next claim; 4.x, which forgets round robin limits. A user rule with another policy undoes
   * nothing by itself, but it is somebody's decision about these very devices, and wins wherever
   * the device is claimed anew.
   */
  private void whatWouldUndoIt() {
    Transport by = HostStorage.transportOf(paths);
    for (ClaimRule rule : host.claimRules()) {
      if (takesAwayAtBoot(rule, by)) {
        breaks(
            SafetyRule.RULE_REVERTS_AT_REBOOT,
            "claim rule "
                + rule.number()
                + " is on file and gives the device to "
                + rule.plugin()
                + " at the next boot");
      }
    }
    for (SatpRule rule : host.satpRules()) {
      if (!rule.isUser() || !rule.matches(device.id(), device.hardware(), by)) {
        continue;
      }
      Optional<PspName> psp = rule.defaultPsp().filter(p -> !p.equals(goal.psp()));
      boolean narrowest =
          rule.satp().equals(nmp.satp())
              && EffectiveDefault.rule(host, device, paths).map(rule::equals).orElse(false);
      if (psp.isPresent() && narrowest) {
        breaks(
            SafetyRule.RULE_REVERTS_AT_REBOOT,
            "the "
                + rule.words()
                + " wants "
                + psp.get()
                + " and wins when the device is claimed anew; change the rule first");
      } else if (psp.isPresent() && !rule.satp().equals(nmp.satp())) {
        breaks(
            SafetyRule.RULE_REVERTS_AT_REBOOT,
            "the "
                + rule.words()
                + " moves the device from "
                + nmp.satp()
                + " and wants "
                + psp.get()
                + " at the next boot");
      }
    }
    boolean limited = goal.tuning().map(t -> t.limit() != RoundRobinLimit.DEFAULT).orElse(false);
    if (limited && !host.version().atLeast(5, 0)) {
      breaks(
          SafetyRule.RULE_REVERTS_AT_REBOOT,
          host.version() + " forgets round robin limits at a reboot");
    }
  }

  private boolean takesAwayAtBoot(ClaimRule rule, Transport by) {
    return rule.ruleClass().equals("MP")
        && rule.where().equals("file")
        && !rule.plugin().equals("NMP")
        && rule.matches(device.hardware(), by)
        && host.claimRules().stream()
            .noneMatch(
                r ->
                    r.ruleClass().equals("MP")
                        && r.where().equals("runtime")
                        && r.number() == rule.number());
  }

  private void whatComesBack() {
    if (nmp.pspConfig() instanceof PspConfig.Unknown unknown) {
      breaks(SafetyRule.CONFIG_NOT_UNDERSTOOD, "the host prints " + unknown.text());
    }
  }
}
