package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.CheckStandards;
import dev.vireo.bus.multipath.DefineStandard;
import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.PathStateChanged;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.RemoveStandard;
import dev.vireo.bus.multipath.ScanPaths;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.PathState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(CommandPlatform.class)
class StandardsTest extends ServiceTest {

  @Test
  void a_departure_is_reported_once_and_its_end_too() throws Exception {
    Lab lab = uniform(2, 2);
    String standard = define(lab, StandardMode.REPORT);

    String first = check(lab);
    assertThat(bus().told(PolicyDrifted.class, first))
        .hasSize(4)
        .allMatch(d -> d.standard().equals(standard) && d.seen().psp().equals(Lab.FIXED));
    String second = check(lab);
    assertThat(bus().told(PolicyDrifted.class, second)).isEmpty();
    assertThat(bus().told(DriftEnded.class, second)).isEmpty();
    assertThat(lab.orders()).isEmpty();

    bus().succeeds(apply(planned(roundRobin("name=" + lab.host(2), null))));
    String third = check(lab);
    assertThat(bus().told(DriftEnded.class, third))
        .hasSize(2)
        .allMatch(d -> d.host().equals(lab.host(2)));
    bus().succeeds(new RemoveStandard(standard));
    assertThat(bus().told(DriftEnded.class, check(lab)))
        .hasSize(2)
        .allMatch(d -> d.host().equals(lab.host(1)));
  }

  @Test
  void a_standard_in_force_brings_devices_back() throws Exception {
    Lab lab = uniform(3, 2);
    String standard = define(lab, StandardMode.ENFORCE);
    String first = check(lab);
    assertThat(bus().told(PolicyDrifted.class, first)).hasSize(6);
    assertThat(bus().told(PolicyChanged.class, first)).hasSize(6);
    assertThat(lab.numbers())
        .allSatisfy(n -> assertThat(lab.svc(n)).allMatch(d -> d.policy().isRoundRobin()));

    String lun = lab.svc(3).getFirst().id();
    lab.byHand(3, "esxcli storage nmp device set --device " + lun + " --psp " + Lab.MRU);
    String second = check(lab);
    assertThat(bus().told(PolicyDrifted.class, second))
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.device()).isEqualTo(lun);
              assertThat(d.seen().psp()).isEqualTo(Lab.MRU);
            });
    assertThat(bus().told(PolicyChanged.class, second)).hasSize(1);
    assertThat(lab.device(3, lun).policy().isRoundRobin()).isTrue();
    assertThat(bus().told(PolicyChanged.class, check(lab))).isEmpty();
    bus().succeeds(new RemoveStandard(standard));
  }

  @Test
  void a_path_that_dies_is_told_once_and_so_is_its_return() throws Exception {
    Lab lab = uniform(1, 2);
    String first = scan(lab);
    assertThat(bus().told(PathStateChanged.class, first)).isEmpty();

    Device lun = lab.svc(1).getFirst();
    String path = lun.paths().getFirst().runtimeName();
    lab.setPath(1, path, PathState.DEAD);
    assertThat(bus().told(PathStateChanged.class, scan(lab)))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.device()).isEqualTo(lun.id());
              assertThat(c.path()).isEqualTo(path);
              assertThat(c.from()).isEqualTo("ACTIVE");
              assertThat(c.to()).isEqualTo("DEAD");
              assertThat(c.working()).isEqualTo(3);
            });
    assertThat(bus().told(PathStateChanged.class, scan(lab))).isEmpty();
    lab.setPath(1, path, PathState.ACTIVE);
    assertThat(bus().told(PathStateChanged.class, scan(lab)))
        .singleElement()
        .satisfies(c -> assertThat(c.to()).isEqualTo("ACTIVE"));
  }

  private String define(Lab lab, StandardMode mode) throws InterruptedException {
    String id = "svc-" + lab.select().substring("tag:lab=".length());
    bus()
        .succeeds(
            new DefineStandard(
                id, lab.select(), "IBM", null, Lab.SVC, Lab.ROUND_ROBIN, null, mode));
    return id;
  }

  private String check(Lab lab) throws InterruptedException {
    String id = bus().give(new CheckStandards(lab.select()));
    bus().succeeded(id);
    return id;
  }

  private String scan(Lab lab) throws InterruptedException {
    String id = bus().give(new ScanPaths(lab.select()));
    bus().succeeded(id);
    return id;
  }
}
