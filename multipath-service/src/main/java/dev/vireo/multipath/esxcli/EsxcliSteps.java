package dev.vireo.multipath.esxcli;

import dev.vireo.hypervisor.script.Step;
import dev.vireo.multipath.domain.HostAction;
import dev.vireo.multipath.domain.RoundRobinLimit;
import dev.vireo.multipath.domain.RoundRobinTuning;
import dev.vireo.multipath.domain.SatpRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What to run on a host, in its dialect. Every argument that comes from outside is a type that was
 * checked against its grammar ({@code DeviceId}, {@code PspName}, {@code RuntimeName}) or a cell of
 * a rule that the plan checked.
 *
 * <p>Success is never read from what a set command prints: most print nothing. The exit status and
 * a fresh read decide.
 */
public final class EsxcliSteps {

  private final Dialect dialect;

  private EsxcliSteps(Dialect dialect) {
    this.dialect = dialect;
  }

  public static EsxcliSteps in(Dialect dialect) {
    return new EsxcliSteps(dialect);
  }

  /** Tells product and version; the same in every dialect, so it can be asked first. */
  public static Step version() {
    return Step.of(Listing.VERSION.id(), "vmware", "-v");
  }

  /**
   * The whole read of a host, one script. The id of each step is that of the {@link Listing} that
   * it prints; {@link HostStorageReader} takes the results.
   */
  public List<Step> readAll() {
    List<Step> steps = new ArrayList<>();
    steps.add(version());
    steps.add(devices());
    steps.add(paths());
    if (dialect.classic()) {
      steps.add(step(Listing.CORE_DEVICE_LIST, "esxcli corestorage device list"));
      steps.add(pathStates());
      steps.add(step(Listing.PSP_LIST, "esxcli nmp psp list"));
      steps.add(step(Listing.SATP_LIST, "esxcli nmp satp list"));
      steps.add(step(Listing.SATP_RULE_LIST, "esxcli nmp satp listrules"));
      steps.add(step(Listing.CLAIM_RULE_LIST, "esxcli corestorage claimrule list"));
      return steps;
    }
    steps.add(step(Listing.CORE_DEVICE_LIST, "esxcli storage core device list"));
    steps.add(pathStates());
    steps.add(step(Listing.PSP_LIST, "esxcli storage nmp psp list"));
    steps.add(step(Listing.SATP_LIST, "esxcli storage nmp satp list"));
    steps.add(step(Listing.SATP_RULE_LIST, "esxcli storage nmp satp rule list"));
    steps.add(step(Listing.CLAIM_RULE_LIST, "esxcli storage core claimrule list"));
    if (dialect == Dialect.STORAGE_WITH_HPP) {
      steps.add(hppDevices());
    }
    return steps;
  }

  /**
   * As much of {@link #readAll} as a plan's fingerprints are made of, one script: who claims each
   * device, its policy, and the states of its paths.
   */
  public List<Step> readFingerprints() {
    List<Step> steps = new ArrayList<>(List.of(version(), devices(), pathStates()));
    if (dialect == Dialect.STORAGE_WITH_HPP) {
      steps.add(hppDevices());
    }
    return steps;
  }

  /** All paths with their states, whoever claims them. */
  private Step pathStates() {
    return dialect.classic()
        ? step(Listing.MPATH_BRIEF, "esxcfg-mpath -b")
        : step(Listing.CORE_PATH_LIST, "esxcli storage core path list");
  }

  private static Step hppDevices() {
    return step(Listing.HPP_DEVICE_LIST, "esxcli storage hpp device list");
  }

  /** All devices of the native plug-in with their policies: what a change is verified by. */
  public Step devices() {
    return step(
        Listing.DEVICE_LIST,
        dialect.classic() ? "esxcli nmp device list" : "esxcli storage nmp device list");
  }

  /** All paths of the native plug-in. */
  public Step paths() {
    return step(
        Listing.PATH_LIST,
        dialect.classic() ? "esxcli nmp path list" : "esxcli storage nmp path list");
  }

  /** The SATPs with their defaults: what a change of a default is verified by. */
  public Step satps() {
    return step(
        Listing.SATP_LIST,
        dialect.classic() ? "esxcli nmp satp list" : "esxcli storage nmp satp list");
  }

  /** The SATP claim rules: what a rule is verified by. */
  public Step satpRules() {
    return step(
        Listing.SATP_RULE_LIST,
        dialect.classic() ? "esxcli nmp satp listrules" : "esxcli storage nmp satp rule list");
  }

  /** Steps for actions, in order, with ids {@code NUMBER.WHAT.DEVICE} counted from 1. */
  public List<Step> actions(List<HostAction> actions) {
    List<Step> steps = new ArrayList<>();
    for (HostAction action : actions) {
      steps.add(action(steps.size() + 1, action));
    }
    return steps;
  }

  /**
   * @param number makes the step's id unique in its script
   */
  public Step action(int number, HostAction action) {
    return switch (action) {
      case HostAction.SetPsp set ->
          new Step(
              number + ".psp." + set.device(),
              with(
                  dialect.classic()
                      ? "esxcli nmp device setpolicy"
                      : "esxcli storage nmp device set",
                  "--device",
                  set.device().value(),
                  "--psp",
                  set.psp().value()));
      case HostAction.FollowDefault follow ->
          new Step(
              number + ".default." + follow.device(),
              with(
                  dialect.classic()
                      ? "esxcli nmp device setpolicy"
                      : "esxcli storage nmp device set",
                  "--device",
                  follow.device().value(),
                  "--default"));
      case HostAction.PreferPath prefer ->
          new Step(
              number + ".prefer." + prefer.device(),
              with(
                  dialect.classic()
                      ? "esxcli nmp fixed setpreferred"
                      : "esxcli storage nmp psp fixed deviceconfig set",
                  "--device",
                  prefer.device().value(),
                  "--path",
                  prefer.path().value()));
      case HostAction.TuneRoundRobin tune ->
          new Step(number + ".tune." + tune.device(), tune(tune.device().value(), tune.tuning()));
      case HostAction.SetSatpDefault set ->
          new Step(
              number + ".satp." + set.satp(),
              dialect.classic()
                  ? with(
                      "esxcli nmp satp setdefaultpsp",
                      "--satp",
                      set.satp().value(),
                      "--psp",
                      set.psp().value())
                  : with(
                      "esxcli storage nmp satp set",
                      "--satp",
                      set.satp().value(),
                      "--default-psp",
                      set.psp().value()));
      case HostAction.AddSatpRule add ->
          new Step(
              number + ".add-rule." + add.rule().satp(),
              rule(
                  dialect.classic()
                      ? "esxcli nmp satp addrule"
                      : "esxcli storage nmp satp rule add",
                  add.rule()));
      case HostAction.RemoveSatpRule remove ->
          new Step(
              number + ".remove-rule." + remove.rule().satp(),
              rule(
                  dialect.classic()
                      ? "esxcli nmp satp deleterule"
                      : "esxcli storage nmp satp rule remove",
                  remove.rule()));
    };
  }

  private List<String> tune(String device, RoundRobinTuning tuning) {
    List<String> argv =
        new ArrayList<>(
            with(
                dialect.classic()
                    ? "esxcli nmp roundrobin setconfig"
                    : "esxcli storage nmp psp roundrobin deviceconfig set",
                "--device",
                device,
                "--type",
                tuning.limit().option()));
    tuning
        .count()
        .ifPresent(
            count -> {
              argv.add(tuning.limit() == RoundRobinLimit.BYTES ? "--bytes" : "--iops");
              argv.add(Long.toString(count));
            });
    tuning
        .useAno()
        .ifPresent(
            use -> {
              argv.add(dialect.classic() ? "--useANO" : "--useano");
              argv.add(use ? "1" : "0");
            });
    return argv;
  }

  private List<String> rule(String command, SatpRule rule) {
    List<String> argv = new ArrayList<>(with(command, "--satp", rule.satp().value()));
    option(argv, "--device", rule.device());
    option(argv, "--vendor", rule.vendor());
    option(argv, "--model", rule.model());
    option(argv, "--driver", rule.driver());
    option(argv, "--transport", rule.transport());
    option(argv, "--option", rule.options());
    option(argv, "--claim-option", rule.claimOptions());
    rule.defaultPsp().ifPresent(psp -> option(argv, "--psp", psp.value()));
    option(argv, "--psp-option", rule.pspOptions());
    option(argv, "--description", rule.description());
    return argv;
  }

  private static void option(List<String> argv, String name, String value) {
    if (!value.isEmpty()) {
      argv.add(name);
      argv.add(value);
    }
  }

  private static Step step(Listing listing, String command) {
    return new Step(listing.id(), List.of(command.split(" ")));
  }

  private static List<String> with(String command, String... arguments) {
    List<String> argv = new ArrayList<>(Arrays.asList(command.split(" ")));
    argv.addAll(Arrays.asList(arguments));
    return argv;
  }
}
