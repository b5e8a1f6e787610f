package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.SetSatpDefault;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.outcome.CommandRejected;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each of these names the field and what would be right; no host hears of it. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class BadInputTest extends ServiceTest {

  private static final String PLAN_PATH_POLICY = "dev.vireo.multipath.PlanPathPolicy.v1";

  @Test
  void what_is_wrong_is_rejected_and_what_comes_after_it_is_done() throws Exception {
    Lab lab = uniform(1, 2);

    CommandRejected unknownType =
        bus().rejected(bus().giveRaw("dev.vireo.multipath.ScanPath.v1", "{\"select\":\"all\"}"));
    assertThat(unknownType.field()).isEqualTo("ce_type");
    assertThat(unknownType.message()).contains("ScanPaths");

    CommandRejected notJson = bus().rejected(bus().giveRaw(PLAN_PATH_POLICY, "{\"select\": \"all"));
    assertThat(notJson.message()).contains("JSON");

    CommandRejected noPsp = bus().rejected(bus().giveRaw(PLAN_PATH_POLICY, "{\"select\":\"all\"}"));
    assertThat(noPsp.field()).isEqualTo("psp");

    CommandRejected selectorField =
        bus().rejected(bus().give(roundRobin("colour=blue and " + lab.select(), null)));
    assertThat(selectorField.field()).isEqualTo("select");
    assertThat(selectorField.message()).contains("colour").contains("product");

    CommandRejected noSuchHosts = bus().rejected(bus().give(roundRobin("name=nobody", null)));
    assertThat(noSuchHosts.field()).isEqualTo("select");

    CommandRejected unknownHost = bus().rejected(bus().give(new ScanHostPaths(lab.host(1) + "x")));
    assertThat(unknownHost.field()).isEqualTo("host");
    assertThat(unknownHost.message()).contains(lab.host(1));

    CommandRejected injection =
        bus().rejected(bus().give(device(lab.select(), Lab.ROUND_ROBIN, "naa.1;reboot")));
    assertThat(injection.field()).isEqualTo("device");
    assertThat(injection.message()).contains("naa.1;reboot");

    CommandRejected wrongCase =
        bus()
            .rejected(
                bus()
                    .give(
                        new PlanPathPolicy(
                            lab.select(), Lab.SVC, "vmw_psp_rr", null, List.of(), List.of())));
    assertThat(wrongCase.field()).isEqualTo("psp");
    assertThat(wrongCase.message()).contains(Lab.ROUND_ROBIN);

    CommandRejected wrongSatp =
        bus()
            .rejected(
                bus()
                    .give(
                        new SetSatpDefault(
                            lab.select(), "VMW_SATP_SVC;id", Lab.ROUND_ROBIN, false, List.of())));
    assertThat(wrongSatp.field()).isEqualTo("satp");

    CommandRejected noSuchRule =
        bus()
            .rejected(
                bus()
                    .give(
                        device(
                            lab.select(),
                            Lab.ROUND_ROBIN,
                            lab.svc(1).getFirst().id(),
                            new RuleOverride("dead-paths", "I know better"))));
    assertThat(noSuchRule.field()).isEqualTo("override");
    assertThat(noSuchRule.message()).contains("dead-path");

    CommandRejected foreignPlan =
        bus().rejected(bus().give(new ApplyPlan("plan-0123456789ab", null, null, null)));
    assertThat(foreignPlan.field()).isEqualTo("plan");
    assertThat(foreignPlan.message()).contains("plan-0123456789ab");

    CommandRejected standard =
        bus()
            .rejected(
                bus()
                    .give(
                        new DefineStandard(
                            "svc",
                            "tag:lab=",
                            null,
                            null,
                            Lab.SVC,
                            Lab.ROUND_ROBIN,
                            null,
                            StandardMode.REPORT)));
    assertThat(standard.field()).isEqualTo("select");

    assertThat(lab.orders()).isEmpty();
    assertThat(bus().succeeds(apply(planned(roundRobin(lab))))).containsEntry("changed", "2");
  }
}
