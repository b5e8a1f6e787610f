package dev.vireo.multipath.command;

import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RoundRobinLimit;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.testing.BusTest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests of the running service share: a bus to talk on, and hosts. */
abstract class ServiceTest extends BusTest {

  private @Nullable Lab lab;

  ServiceTest() {
    super(Domain.MULTIPATH);
  }

  @AfterEach
  void leave() throws Exception {
    if (lab != null) {
      lab.close();
    }
  }

  /** Hosts with all kinds of arrays. */
  Lab story(int hosts) throws IOException {
    Lab made = Lab.story(hosts, bus(), credentials(), knownHosts());
    lab = made;
    return made;
  }

  /** Hosts with SVC LUNs alone. */
  Lab uniform(int hosts, int luns) throws IOException {
    Lab made = Lab.uniform(hosts, luns, bus(), credentials(), knownHosts());
    lab = made;
    return made;
  }

  /** All SVC LUNs of a lab to round robin. */
  static PlanPathPolicy roundRobin(Lab lab) {
    return roundRobin(lab.select(), null);
  }

  static PlanPathPolicy roundRobin(String select, @Nullable RoundRobin how) {
    return new PlanPathPolicy(select, Lab.SVC, Lab.ROUND_ROBIN, how, List.of(), List.of());
  }

  /** One device of whatever array to a policy. */
  static PlanPathPolicy device(String select, String psp, String device, RuleOverride... set) {
    return new PlanPathPolicy(select, null, psp, null, List.of(device), List.of(set));
  }

  static RoundRobin iops(long iops) {
    return new RoundRobin(RoundRobinLimit.IOPS, iops, null, null);
  }

  /** Makes a plan that all its hosts could be read for; its id. */
  String planned(PlanPathPolicy command) throws InterruptedException {
    return Objects.requireNonNull(bus().succeeds(command).get("plan"));
  }

  static ApplyPlan apply(String plan) {
    return new ApplyPlan(plan, null, null, null);
  }
}
