package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.outcome.CommandRejected;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Optional fields of which at least one is demanded, as the commands' documentation says. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class NoDeviceNamedTest extends ServiceTest {

  @Test
  void plan_without_array_type_and_devices_is_rejected() throws Exception {
    CommandRejected rejected =
        bus()
            .rejected(
                bus()
                    .give(
                        new PlanPathPolicy(
                            "all", null, Lab.ROUND_ROBIN, null, List.of(), List.of())));
    assertThat(rejected.field()).isEqualTo("satp");
    assertThat(rejected.message()).contains("name a SATP", "or devices");
  }

  @Test
  void standard_without_vendor_model_and_array_type_is_rejected() throws Exception {
    CommandRejected rejected =
        bus()
            .rejected(
                bus()
                    .give(
                        new DefineStandard(
                            "any-device",
                            "all",
                            null,
                            null,
                            null,
                            Lab.ROUND_ROBIN,
                            null,
                            StandardMode.REPORT)));
    assertThat(rejected.field()).isEqualTo("match");
    assertThat(rejected.message()).contains("at least one of vendor, model and satp");
  }
}
