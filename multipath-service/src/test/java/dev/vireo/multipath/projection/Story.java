package dev.vireo.multipath.projection;

import dev.vireo.bus.Catalogue;
import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.HostPlanned;
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
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.multipath.ScannedPath;
import dev.vireo.bus.multipath.ScannedSatp;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.multipath.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two hosts with SVC devices, planned for round robin, applied with one failure, and rolled back.
 */
public final class Story {

  public static final String FIRST = "story-esx-1";
  public static final String SECOND = "story-esx-2";
  public static final String PLAN = "story-plan";
  public static final String STANDARD = "story-standard";
  public static final String CHANGED = "naa.60050768000000000000000000000001";
  public static final String FAILED = "naa.60050768000000000000000000000002";
  public static final String REFUSED = "naa.60050768000000000000000000000003";
  public static final PolicyState FIXED =
      new PolicyState(
          "VMW_PSP_FIXED", "{preferred=vmhba2:C0:T0:L1}", "FOLLOWS_DEFAULT", "vmhba2:C0:T0:L1");
  public static final PolicyState ROUND_ROBIN =
      new PolicyState("VMW_PSP_RR", "{policy=iops,iops=1}", "PINNED", null);

  private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");
  private static final String ACTOR = "ops@example.org";

  private final List<Envelope<? extends Event>> events = new ArrayList<>();

  private Story() {}

  /** Until the plan can be read. */
  public static List<Envelope<? extends Event>> planned() {
    Story story = new Story();
    for (String host : List.of(FIRST, SECOND)) {
      story.say(
          Domain.INVENTORY,
          new HostRegistered(
              host,
              new Connection(host, "root", CredentialKind.PASSWORD, "file:esx", null, null),
              Map.of("env", host.equals(FIRST) ? "prod" : "lab")));
      story.say(
          Domain.INVENTORY,
          new HostIdentified(host, "esx", "6.7.0", "1", "VMware ESXi 6.7.0", List.of()));
      story.say(Domain.MULTIPATH, scanned(host));
      story.say(Domain.MULTIPATH, hostPlanned(host));
    }
    story.say(
        Domain.MULTIPATH,
        new PlanReady(
            PLAN, PlanKind.PATH_POLICY, "all", List.of(FIRST, SECOND), List.of(), 0, 4, 2));
    story.say(
        Domain.MULTIPATH,
        new StandardDefined(
            STANDARD, "all", "IBM", "2145", null, "VMW_PSP_RR", null, StandardMode.REPORT));
    story.say(
        Domain.MULTIPATH,
        new PolicyDrifted(SECOND, CHANGED, STANDARD, "round robin", FIXED, "it is fixed"));
    return List.copyOf(story.events);
  }

  /** How it was applied on the first host. */
  public static List<Envelope<? extends Event>> applied() {
    Story story = new Story();
    story.say(
        Domain.MULTIPATH,
        new PolicyChanged(
            PLAN,
            FIRST,
            CHANGED,
            FIXED,
            ROUND_ROBIN,
            "storage nmp device list",
            BEGIN.plusSeconds(60),
            false,
            List.of(new RuleOverride("single-path", "a lab"))));
    story.say(
        Domain.MULTIPATH,
        new PolicyChangeFailed(
            PLAN, FIRST, FAILED, "esxcli ...", 1, "Unable to set", FIXED, "look at the host"));
    story.say(
        Domain.MULTIPATH,
        new ChangeRefused(
            PLAN,
            FIRST,
            REFUSED,
            List.of(new BrokenRule("single-path", "it has one path", "KB 1", true))));
    return List.copyOf(story.events);
  }

  /** How the application ended, and how it was rolled back. */
  public static List<Envelope<? extends Event>> undone() {
    Story story = new Story();
    story.say(
        Domain.MULTIPATH,
        new PlanFinished(PLAN, List.of(), List.of(FIRST), List.of(SECOND), 1, 0, 1, 1, "1 failed"));
    story.say(
        Domain.MULTIPATH,
        new PolicyChanged(
            PLAN,
            FIRST,
            CHANGED,
            ROUND_ROBIN,
            FIXED,
            "storage nmp device list",
            BEGIN.plusSeconds(90),
            true,
            List.of()));
    story.say(Domain.MULTIPATH, new PlanRolledBack(PLAN, 1, 0, List.of(), "a bad night"));
    return List.copyOf(story.events);
  }

  private void say(Domain domain, Event event) {
    int second =
        switch (event) {
          case PolicyChanged c -> c.rollBack() ? 90 : 60;
          case PlanFinished f -> 70;
          case PlanRolledBack r -> 100;
          default -> 10;
        };
    var type = Catalogue.typeOf(event, domain);
    String words = type.text() + "\n" + event.about() + "\n" + event.facet() + "\n" + second;
    events.add(
        new Envelope<>(
            DerivedId.of("story", words),
            type,
            "/vireo/" + domain.word(),
            event.about(),
            BEGIN.plusSeconds(second),
            second < 80 ? "story-chain" : "story-way-back",
            null,
            ACTOR,
            event));
  }

  private static PathsScanned scanned(String host) {
    return new PathsScanned(
        host,
        "VMware ESXi 6.7.0",
        BEGIN,
        List.of(device(CHANGED), device(FAILED), device(REFUSED)),
        List.of(new ScannedSatp("VMW_SATP_SVC", "VMW_PSP_FIXED", "Supports IBM SVC")),
        List.of("VMW_PSP_FIXED", "VMW_PSP_RR"),
        List.of("a line nobody knows"));
  }

  private static ScannedDevice device(String id) {
    return new ScannedDevice(
        id,
        "IBM Fibre Channel Disk",
        "IBM",
        "2145",
        "NMP",
        "VMW_SATP_SVC",
        FIXED,
        false,
        List.of("vmhba2:C0:T0:L1"),
        List.of(
            new ScannedPath("vmhba2:C0:T0:L1", "ACTIVE", "fc", null),
            new ScannedPath("vmhba3:C0:T0:L1", "STANDBY", "fc", null)));
  }

  private static HostPlanned hostPlanned(String host) {
    return new HostPlanned(
        PLAN,
        PlanKind.PATH_POLICY,
        host,
        "VMW_SATP_SVC",
        "VMW_PSP_RR",
        new RoundRobin(RoundRobinLimit.IOPS, 1L, null, null),
        null,
        List.of(
            device(CHANGED, Verdict.CHANGE),
            device(FAILED, Verdict.CHANGE),
            device(REFUSED, Verdict.REFUSE)),
        List.of(new RuleOverride("single-path", "a lab")),
        List.of());
  }

  private static PlannedDevice device(String id, Verdict verdict) {
    return new PlannedDevice(
        id,
        "IBM Fibre Channel Disk",
        "VMW_SATP_SVC",
        verdict,
        "so it is",
        FIXED,
        verdict == Verdict.CHANGE ? ROUND_ROBIN : null,
        null,
        List.of(),
        "print of " + id);
  }
}
