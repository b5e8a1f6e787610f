package dev.vireo.multipath.projection;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.ClaimRuleChanged;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PathStateChanged;
import dev.vireo.bus.multipath.PathsScanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlanReady;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.PolicyUnchanged;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.SatpDefaultChanged;
import dev.vireo.bus.multipath.SatpRule;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.multipath.ScannedPath;
import dev.vireo.bus.multipath.ScannedSatp;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.multipath.StandardRemoved;
import dev.vireo.bus.multipath.Verdict;
import dev.vireo.bus.outcome.CommandSucceeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Events of a few hosts, devices, plans and standards as chance has it: more of a muddle than any
 * service makes, so that rows meet each other in every order. The same seed gives the same events.
 */
final class EventMix {

  private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());
  private static final List<String> PSPS = List.of("VMW_PSP_FIXED", "VMW_PSP_RR", "VMW_PSP_MRU");

  private final Random random;
  private final String estate;
  private final List<Envelope<? extends Event>> events = new ArrayList<>();
  private int said;

  private EventMix(long seed, String estate) {
    this.random = new Random(seed);
    this.estate = estate;
  }

  /**
   * Events, among them repeats of earlier ones.
   *
   * @param estate what the names of hosts, plans and standards begin with
   */
  static List<Envelope<? extends Event>> of(long seed, String estate, int count) {
    EventMix mix = new EventMix(seed, estate);
    while (mix.events.size() < count) {
      if (!mix.events.isEmpty() && mix.random.nextInt(8) == 0) {
        mix.events.add(mix.events.get(mix.random.nextInt(mix.events.size())));
      } else {
        mix.say(mix.any());
      }
    }
    return List.copyOf(mix.events);
  }

  private void say(Event event) {
    said++;
    events.add(
        new Envelope<>(
            estate + "-event-" + said,
            Catalogue.typeOf(event, Domain.MULTIPATH),
            "/vireo/multipath",
            event.about(),
            at(said),
            "chain-" + said / 10,
            "command-" + said / 5,
            one("ops@example.org", "schedule:standards"),
            event));
  }

  private Event any() {
    return switch (random.nextInt(18)) {
      case 0, 1 -> scan();
      case 2, 3 -> hostPlanned();
      case 4, 5, 6 -> policyChanged();
      case 7 ->
          new PolicyChangeFailed(
              plan(), host(), device(), null, null, "no\0answer", null, "look at the host");
      case 8 -> new PolicyUnchanged(plan(), host(), device(), state(), "it is so already");
      case 9 -> new ChangeRefused(plan(), host(), device(), rules());
      case 10 ->
          new SatpDefaultChanged(
              plan(), host(), satp(), psp(), psp(), "satp list", random.nextBoolean());
      case 11 -> new ClaimRuleChanged(plan(), host(), rule(), random.nextBoolean(), "rule list");
      case 12 ->
          random.nextBoolean()
              ? new PolicyDrifted(host(), device(), standard(), "round robin", state(), "is not")
              : new DriftEnded(host(), device(), standard());
      case 13 ->
          random.nextInt(3) > 0
              ? new StandardDefined(
                  standard(), "all", "IBM", null, satp(), psp(), roundRobin(), StandardMode.REPORT)
              : new StandardRemoved(standard());
      case 14 ->
          new PlanReady(plan(), PlanKind.PATH_POLICY, "all", List.of(host()), List.of(), 1, 2, 3);
      case 15 ->
          new PlanFinished(
              plan(), List.of(host()), List.of(), List.of(), 4, 3, 2, 1, maybe("too much"));
      case 16 -> new PlanRolledBack(plan(), 5, 1, List.of("its mode"), maybe("a bad day"));
      default ->
          random.nextBoolean()
              ? new PathStateChanged(host(), device(), "vmhba2:C0:T0:L1", "ACTIVE", "DEAD", 3)
              : new CommandSucceeded("c" + said, "dev.vireo.x", host(), "done", Map.of());
    };
  }

  private PathsScanned scan() {
    int devices = random.nextInt(4);
    return new PathsScanned(
        host(),
        "VMware ESXi 6.7.0",
        at(random.nextInt(said + 10)),
        IntStream.range(0, devices).mapToObj(d -> scanned()).toList(),
        List.of(new ScannedSatp(satp(), psp(), null)),
        PSPS,
        List.of("a line \0 nobody knows"));
  }

  private ScannedDevice scanned() {
    return new ScannedDevice(
        device(),
        "IBM Fibre Channel Disk",
        "IBM",
        "2145",
        "NMP",
        satp(),
        random.nextInt(5) == 0 ? null : state(),
        maybe(Boolean.FALSE),
        List.of("vmhba2:C0:T0:L1"),
        List.of(new ScannedPath("vmhba2:C0:T0:L1", "ACTIVE", "fc", null)));
  }

  private HostPlanned hostPlanned() {
    return new HostPlanned(
        plan(),
        PlanKind.PATH_POLICY,
        host(),
        satp(),
        psp(),
        roundRobin(),
        null,
        IntStream.range(0, random.nextInt(4)).mapToObj(d -> planned()).toList(),
        List.of(new RuleOverride("single-path", "a lab")),
        List.of());
  }

  private PlannedDevice planned() {
    return new PlannedDevice(
        device(),
        null,
        satp(),
        VERDICTS.get(random.nextInt(VERDICTS.size())),
        "so",
        maybe(state()),
        maybe(state()),
        roundRobin(),
        rules(),
        "print-" + random.nextInt(9));
  }

  private PolicyChanged policyChanged() {
    return new PolicyChanged(
        plan(),
        host(),
        device(),
        state(),
        state(),
        "device list",
        at(random.nextInt(said + 10)),
        random.nextInt(3) == 0,
        one(List.<RuleOverride>of(), List.of(new RuleOverride("single-path", "a lab"))));
  }

  private List<BrokenRule> rules() {
    return List.of(
        new BrokenRule("one", "the first reason", "KB 1", true),
        new BrokenRule("two", "the second reason", "KB 2", false));
  }

  private PolicyState state() {
    return new PolicyState(
        psp(), "{n=" + random.nextInt(4) + "}", "PINNED", maybe("vmhba2:C0:T0:L1"));
  }

  private static RoundRobin roundRobin() {
    return new RoundRobin(RoundRobinLimit.IOPS, 1L, null, null);
  }

  private SatpRule rule() {
    return new SatpRule(satp(), "IBM", "2145", null, null, null, psp(), "iops=1", null);
  }

  private String host() {
    return estate + "-esx-" + random.nextInt(4);
  }

  private String device() {
    return "naa.6005076800" + random.nextInt(3);
  }

  private String plan() {
    return estate + "-plan-" + random.nextInt(3);
  }

  private String standard() {
    return estate + "-standard-" + random.nextInt(2);
  }

  private String satp() {
    return one("VMW_SATP_SVC", "VMW_SATP_ALUA");
  }

  private String psp() {
    return PSPS.get(random.nextInt(PSPS.size()));
  }

  private <T> @Nullable T maybe(T value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T one(T left, T right) {
    return random.nextBoolean() ? left : right;
  }

  private static Instant at(int second) {
    return BEGIN.plusSeconds(second);
  }
}
