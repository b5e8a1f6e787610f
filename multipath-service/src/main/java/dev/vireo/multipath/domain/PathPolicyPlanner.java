package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to change on a host, what stays, and what is refused: a pure function of one read of the
 * host, the wish and the {@link SafetyRule}s. Applying a plan makes the next one empty.
 */
public final class PathPolicyPlanner {

  private final PlanRequest request;
  private final HostStorage host;
  private final Map<DeviceId, List<Path>> paths;

  private PathPolicyPlanner(PlanRequest request) {
    this.request = request;
    this.host = request.host();
    this.paths = host.pathsByDevice();
  }

  /** A verdict for every device of the host and for every device that was asked for by name. */
  public static HostPlan plan(PlanRequest request) {
    return new PathPolicyPlanner(request).plan();
  }

  private HostPlan plan() {
    List<DeviceVerdict> verdicts = new ArrayList<>();
    Set<DeviceId> missing = new TreeSet<>(request.only());
    for (Device device : host.devices()) {
      missing.remove(device.id());
      List<Path> own = paths.getOrDefault(device.id(), List.of());
      verdicts.add(
          new DeviceVerdict(
              device.id(),
              device.displayName(),
              verdict(device, own),
              Fingerprint.of(device, own)));
    }
    for (DeviceId id : missing) {
      verdicts.add(
          new DeviceVerdict(
              id,
              "",
              refuse(SafetyRule.UNKNOWN_DEVICE, host.host() + " does not list " + id),
              new Fingerprint("", "", "", new TreeMap<>())));
    }
    return new HostPlan(host.host(), host.readAt(), verdicts);
  }

  private Verdict verdict(Device device, List<Path> own) {
    boolean named = request.only().contains(device.id());
    if (!request.only().isEmpty() && !named) {
      return notSelected("it is not among the devices named");
    }
    if (device.nmp().isEmpty()) {
      return notOfNmp(device, named);
    }
    Claim.Nmp nmp = device.nmp().get();
    return switch (request.target()) {
      case PolicyTarget.BySatp bySatp -> {
        if (!bySatp.satps().isEmpty() && !bySatp.satps().contains(nmp.satp())) {
          yield notSelected("its SATP is " + nmp.satp() + " and not " + names(bySatp.satps()));
        }
        yield towards(device, nmp, own, bySatp.goal(), "asked for");
      }
      case PolicyTarget.ByStandards byStandards ->
          byStandards(device, nmp, own, byStandards.standards());
    };
  }

  private Verdict notOfNmp(Device device, boolean named) {
    String words = "it is claimed by " + device.claim().plugin();
    if (!named) {
      return notSelected(words + ", whose devices NMP commands do not reach");
    }
    return refuse(
        device.claim() instanceof Claim.Hpp ? SafetyRule.HPP_CLAIMED : SafetyRule.MASKED_OR_PSEUDO,
        words);
  }

  private Verdict byStandards(
      Device device, Claim.Nmp nmp, List<Path> own, List<Standard> standards) {
    List<Standard> fitting =
        standards.stream().filter(s -> s.match().fits(device, request.hostTags())).toList();
    if (fitting.isEmpty()) {
      return notSelected("no standard speaks of it");
    }
    List<Standard> enforced =
        fitting.stream().filter(s -> s.mode() == Standard.Mode.ENFORCE).toList();
    Map<PolicyGoal, String> goals = new LinkedHashMap<>();
    for (Standard s : enforced.isEmpty() ? fitting : enforced) {
      goals.merge(s.goal(), s.id(), (a, b) -> a + ", " + b);
    }
    if (goals.size() > 1) {
      return refuse(
          SafetyRule.STANDARDS_DISAGREE,
          goals.entrySet().stream()
              .map(e -> e.getValue() + " wants " + e.getKey().words())
              .collect(Collectors.joining(", ")));
    }
    PolicyGoal goal = goals.keySet().iterator().next();
    String by = "standard " + goals.get(goal);
    if (enforced.isEmpty()) {
      return goal.unmetBy(nmp)
          .<Verdict>map(
              words -> new Verdict.Keep(Verdict.Kept.REPORT_ONLY, by + " only reports: " + words))
          .orElseGet(() -> already(nmp));
    }
    return towards(device, nmp, own, goal, by);
  }

  private Verdict towards(
      Device device, Claim.Nmp nmp, List<Path> own, PolicyGoal goal, String wish) {
    Optional<String> unmet = goal.unmetBy(nmp);
    if (unmet.isEmpty()) {
      return already(nmp);
    }
    if (!host.unread().isEmpty()) {
      return refuse(
          SafetyRule.HOST_NOT_READ,
          host.unread().stream()
              .map(u -> u.listing() + " (" + u.why() + ")")
              .collect(Collectors.joining(", ")));
    }
    List<BrokenRule> broken = new ArrayList<>();
    Set<RuleOverride> used = new LinkedHashSet<>();
    for (BrokenRule rule : SafetyCheck.of(host, device, nmp, own, goal)) {
      Optional<RuleOverride> putAside =
          request.overrides().stream().filter(o -> o.rule() == rule.rule()).findFirst();
      putAside.ifPresentOrElse(used::add, () -> broken.add(rule));
    }
    if (!broken.isEmpty()) {
      return new Verdict.Refuse(broken);
    }
    PolicyMode mode =
        request.knownModes().getOrDefault(device.id(), EffectiveDefault.modeOf(host, device, own));
    return new Verdict.Change(
        new PolicyState(nmp.psp(), nmp.pspConfig(), mode),
        goal,
        unmet.get() + ", as " + wish,
        List.copyOf(used),
        SafetyCheck.unchecked(device));
  }

  private static Verdict already(Claim.Nmp nmp) {
    return new Verdict.Keep(Verdict.Kept.ALREADY_SO, "it already has " + nmp.psp());
  }

  private static Verdict notSelected(String reason) {
    return new Verdict.Keep(Verdict.Kept.NOT_SELECTED, reason);
  }

  private static Verdict refuse(SafetyRule rule, String seen) {
    return new Verdict.Refuse(List.of(new BrokenRule(rule, seen)));
  }

  private static String names(Set<SatpName> satps) {
    return satps.stream().sorted().map(SatpName::value).collect(Collectors.joining(" or "));
  }
}
