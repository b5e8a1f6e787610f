package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Change;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.SatpRule;
import java.util.List;

/** {@code esxcli storage nmp satp}, and the same under its 4.x names. */
final class SatpVerbs {
  private static final Option SATP = Option.optional("satp", 's');
  private static final Option THE_SATP = Option.required("satp", 's');

  private SatpVerbs() {}

  private static Option[] ruleOptions(boolean adding) {
    return new Option[] {
      Option.flag("boot", 'b'),
      Option.optional("claim-option", 'c'),
      Option.optional("description", 'e'),
      Option.optional("device", 'd'),
      Option.optional("driver", 'D'),
      Option.flag("force", 'f'),
      Option.optional("model", 'M'),
      Option.optional("option", 'o'),
      Option.optional("psp", 'P'),
      Option.optional("psp-option", 'O'),
      adding ? THE_SATP : Option.required("satp", 's'),
      Option.optional("transport", 'R'),
      Option.optional("type", 't'),
      Option.optional("vendor", 'V')
    };
  }

  static List<Verb> modern() {
    return List.of(
        Verb.of(
            "storage nmp satp list",
            "List Storage Array Type Plugins (SATPs) loaded into the system.",
            request -> Outcome.shown(NmpListings.satps(request.host()))),
        Verb.of(
            "storage nmp satp set",
            "Set the default Path Selection Plugin for a given SATP.",
            request -> setDefault(request, "default-psp"),
            Option.required("default-psp", 'P'),
            THE_SATP,
            Option.flag("boot", 'b')),
        Verb.of(
            "storage nmp satp rule list",
            "List the SATP claim rules of the system.",
            SatpVerbs::rules,
            SATP),
        Verb.of(
            "storage nmp satp rule add",
            "Add a rule to the list of claim rules for the given SATP.",
            SatpVerbs::addRule,
            ruleOptions(true)),
        Verb.of(
            "storage nmp satp rule remove",
            "Delete a rule from the list of claim rules for the given SATP.",
            SatpVerbs::removeRule,
            ruleOptions(false)));
  }

  static List<Verb> classic() {
    return List.of(
        Verb.of(
            "nmp satp list",
            "List the SATPs.",
            request -> Outcome.shown(NmpListings.satps(request.host()))),
        Verb.of(
            "nmp satp setdefaultpsp",
            "Set the default PSP of a SATP.",
            request -> setDefault(request, "psp"),
            Option.required("psp", 'P'),
            THE_SATP),
        Verb.of("nmp satp listrules", "List the SATP rules.", SatpVerbs::rules, SATP),
        Verb.of("nmp satp addrule", "Add a SATP rule.", SatpVerbs::addRule, ruleOptions(true)),
        Verb.of(
            "nmp satp deleterule",
            "Delete a SATP rule.",
            SatpVerbs::removeRule,
            ruleOptions(false)));
  }

  private static String satp(Request request) {
    String satp = request.arguments().text("satp");
    EsxHost host = request.host();
    if (host.satps().stream().noneMatch(known -> known.name().equals(satp))) {
      throw new CliError("Unknown SATP " + satp);
    }
    return satp;
  }

  private static Outcome setDefault(Request request, String option) {
    String satp = satp(request);
    String psp = request.offeredPsp(option);
    Change change =
        request
            .host()
            .setSatpDefault(satp, psp)
            .orElseThrow(() -> new CliError("Unknown SATP " + satp));
    return new Outcome.Ordered(change, "Default PSP for " + satp + " is now " + psp + "\n");
  }

  private static Outcome rules(Request request) {
    String satp = request.arguments().has("satp") ? satp(request) : "";
    return Outcome.shown(NmpListings.rules(request.host(), satp));
  }

  private static Outcome addRule(Request request) {
    SatpRule rule = rule(request);
    int kinds =
        (rule.device().isEmpty() ? 0 : 1)
            + (rule.vendor().isEmpty() && rule.model().isEmpty() ? 0 : 1)
            + (rule.driver().isEmpty() ? 0 : 1)
            + (rule.transport().isEmpty() ? 0 : 1);
    if (kinds != 1) {
      throw new CliError(
          "Error: A rule names exactly one of: a device, a vendor and model, a driver, a transport");
    }
    if (!rule.defaultPsp().isEmpty() && !request.arguments().has("force")) {
      request.offeredPsp("psp");
    }
    return Outcome.ordered(
        request
            .host()
            .addRule(rule)
            .orElseThrow(
                () ->
                    new CliError(
                        "Error adding SATP user rule: Duplicate user rule found for SATP "
                            + rule.satp()
                            + " matching the rule given")));
  }

  private static Outcome removeRule(Request request) {
    SatpRule rule = rule(request);
    return Outcome.ordered(
        request
            .host()
            .removeRule(rule)
            .orElseThrow(
                () ->
                    new CliError(
                        "Error deleting SATP user rule: No user rule of SATP "
                            + rule.satp()
                            + " matches the one given")));
  }

  private static SatpRule rule(Request request) {
    Arguments given = request.arguments();
    return new SatpRule(
        satp(request),
        given.text("device"),
        given.text("vendor"),
        given.text("model"),
        given.text("driver"),
        given.text("transport"),
        given.text("option"),
        "user",
        given.text("claim-option"),
        given.text("psp"),
        given.text("psp-option"),
        given.text("description"));
  }
}
