package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What new LUNs will get: the default of a SATP, and claim rules. Existing devices keep their
 * policy until they are claimed anew, nearly always at a reboot.
 */
public record SatpPlan(String host, SatpName satp, SatpOutcome outcome) {

  private static final int LONGEST_CELL = 128;

  /** Gives a SATP another default policy. */
  public static SatpPlan setDefault(
      HostStorage host, SatpName satp, PspName psp, List<RuleOverride> overrides) {
    Optional<Satp> found = host.satp(satp);
    if (found.isEmpty()) {
      return new SatpPlan(host.host(), satp, refuse(SafetyRule.UNKNOWN_SATP, listed(host, satp)));
    }
    PspName former = found.get().defaultPsp();
    if (former.equals(psp)) {
      return new SatpPlan(host.host(), satp, new SatpOutcome.Keep("its default already is " + psp));
    }
    return new SatpPlan(
        host.host(),
        satp,
        judged(
            host,
            satp,
            psp,
            overrides,
            new SatpOutcome.Change(
                "the default of " + satp + " is " + former + " and not " + psp,
                new HostAction.SetSatpDefault(satp, psp),
                new HostAction.SetSatpDefault(satp, former),
                List.of(),
                notes(host, satp, psp))));
  }

  /**
   * Adds a claim rule of the user's.
   *
   * @throws MalformedValue where a cell holds what no host takes, or the rule names no device
   */
  public static SatpPlan addRule(HostStorage host, SatpRule rule, List<RuleOverride> overrides) {
    checkCells(rule);
    SatpName satp = rule.satp();
    if (host.satp(satp).isEmpty()) {
      return new SatpPlan(host.host(), satp, refuse(SafetyRule.UNKNOWN_SATP, listed(host, satp)));
    }
    PspName psp =
        rule.defaultPsp()
            .orElseThrow(
                () ->
                    new MalformedValue(
                        "psp", "", 0, "is missing", "give the policy, e.g. VMW_PSP_RR"));
    Optional<SatpRule> same =
        host.satpRules().stream().filter(r -> !r.isSystem() && r.sameMatch(rule)).findFirst();
    if (same.isPresent()) {
      boolean equal =
          same.get().satp().equals(satp)
              && same.get().defaultPsp().equals(rule.defaultPsp())
              && same.get().tellsPspOptionsOf(rule);
      return new SatpPlan(
          host.host(),
          satp,
          equal
              ? new SatpOutcome.Keep("the host already has the " + same.get().words())
              : refuse(
                  SafetyRule.RULE_EXISTS,
                  "the host has the "
                      + same.get().words()
                      + " with "
                      + same.get().defaultPsp().map(PspName::value).orElse("no policy")
                      + " "
                      + same.get().pspOptions()));
    }
    return new SatpPlan(
        host.host(),
        satp,
        judged(
            host,
            satp,
            psp,
            overrides,
            new SatpOutcome.Change(
                "the host has no " + rule.words(),
                new HostAction.AddSatpRule(rule),
                new HostAction.RemoveSatpRule(rule),
                List.of(),
                List.of("devices that are claimed already heed the rule after a reboot"))));
  }

  private static SatpOutcome judged(
      HostStorage host,
      SatpName satp,
      PspName psp,
      List<RuleOverride> overrides,
      SatpOutcome.Change change) {
    List<BrokenRule> all = new ArrayList<>(SafetyCheck.ofOffer(host, psp));
    all.addAll(SafetyCheck.ofArray(satp, psp));
    List<RuleOverride> used = new ArrayList<>();
    List<BrokenRule> broken = new ArrayList<>();
    for (BrokenRule rule : all) {
      overrides.stream()
          .filter(o -> o.rule() == rule.rule())
          .findFirst()
          .ifPresentOrElse(used::add, () -> broken.add(rule));
    }
    return broken.isEmpty()
        ? new SatpOutcome.Change(change.reason(), change.act(), change.undo(), used, change.notes())
        : new SatpOutcome.Refuse(broken);
  }

  private static List<String> notes(HostStorage host, SatpName satp, PspName psp) {
    long others =
        host.devices().stream()
            .flatMap(d -> d.nmp().stream())
            .filter(n -> n.satp().equals(satp) && !n.psp().equals(psp))
            .count();
    List<String> notes = new ArrayList<>();
    if (others > 0) {
      notes.add(
          others
              + (others == 1 ? " device of it has" : " devices of it have")
              + " another policy now; those that follow the default change when they are claimed"
              + " anew, nearly always at a reboot");
    }
    host.satpRules().stream()
        .filter(r -> r.satp().equals(satp))
        .filter(r -> r.defaultPsp().map(p -> !p.equals(psp)).orElse(false))
        .forEach(
            r -> notes.add("the " + r.words() + " still wins over the default for its devices"));
    return notes;
  }

  private static SatpOutcome refuse(SafetyRule rule, String seen) {
    return new SatpOutcome.Refuse(List.of(new BrokenRule(rule, seen)));
  }

  private static String listed(HostStorage host, SatpName satp) {
    return host.host() + " does not list " + satp;
  }

  private static void checkCells(SatpRule rule) {
    checkCell("device", rule.device());
    checkCell("vendor", rule.vendor());
    checkCell("model", rule.model());
    checkCell("driver", rule.driver());
    checkCell("transport", rule.transport());
    checkCell("options", rule.options());
    checkCell("claimOptions", rule.claimOptions());
    checkCell("pspOptions", rule.pspOptions());
    checkCell("description", rule.description());
    if (rule.device().isEmpty()
        && rule.vendor().isEmpty()
        && rule.model().isEmpty()
        && rule.driver().isEmpty()
        && rule.transport().isEmpty()) {
      throw new MalformedValue(
          "rule", "", 0, "names no device", "give vendor and model, a device or a transport");
    }
  }

  private static void checkCell(String field, String text) {
    if (text.length() > LONGEST_CELL) {
      throw new MalformedValue(
          field, text, LONGEST_CELL + 1, "is too long", "at most " + LONGEST_CELL + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e || "'\"\\`$".indexOf(c) >= 0 || (i == 0 && c == '-')) {
        throw new MalformedValue(
            field,
            text,
            i + 1,
            "character '" + MalformedValue.shown(c) + "' is not allowed here",
            "printable ASCII without quotes, backslash and $, not beginning with -");
      }
    }
  }
}
