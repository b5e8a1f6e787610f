package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.OwnRamcloud;
import dev.vireo.testing.PackagedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service with its leases in the packaged RAMCloud, which is killed and comes back
 * over the same log. What hosts were told is read in the simulator's own log.
 */
class RamcloudAwayIT {

  private static final int LUNS = 8;
  private static final String WAITS = "taking the lease of ";

  @TempDir Path folder;

  private PackagedService packaged;
  private Conversation bus;
  private OwnRamcloud ramcloud;

  @BeforeEach
  void start() throws Exception {
    packaged = PackagedService.in(folder, Domain.MULTIPATH);
    bus = packaged.bus();
    ramcloud = OwnRamcloud.start(packaged.around().kafka(), folder);
  }

  @AfterEach
  void stop() throws Exception {
    ramcloud.close();
    packaged.close();
  }

  @Test
  void what_runs_ends_within_its_lease_and_goes_on_when_ramcloud_is_back() throws Exception {
    try (Lab lab = lab(1);
        ServiceProcess service = start("")) {
      String plan = planned(lab);
      // Of a lease of 6 s a script gets 3 s: it cannot tell all devices before that ends.
      lab.inject("slow", 1, ":1000");
      String applying = bus.give(new ApplyPlan(plan, null, null, null));
      Conversation.until("a first order", () -> !lab.orders(1).isEmpty());
      ramcloud.kill();
      Conversation.until("a command that waits", () -> logs(service).contains(WAITS));

      int told = lab.orders(1).size();
      assertThat(told).isBetween(1, LUNS - 1);
      Conversation.until("that it is tried again", () -> logs(service).split(WAITS, -1).length > 4);
      assertThat(lab.orders(1)).hasSize(told);
      lab.clear("slow", 1);
      ramcloud.comeBack();

      applied(lab, applying, 1);
    }
  }

  @Tag("long")
  @Test
  void a_service_that_starts_without_ramcloud_does_what_a_crash_left_when_it_comes()
      throws Exception {
    try (Lab lab = lab(3)) {
      String applying;
      try (ServiceProcess first = start("before-wave#2")) {
        applying = bus.give(new ApplyPlan(planned(lab), 1, null, 0));
        first.halts();
      }
      ramcloud.kill();
      int told = lab.orders().size();
      assertThat(told).isEqualTo(LUNS);

      try (ServiceProcess second = start("")) {
        Conversation.until("a command that waits", () -> logs(second).contains(WAITS));
        assertThat(lab.orders()).hasSize(told);
        ramcloud.comeBack();

        applied(lab, applying, 3);
      }
    }
  }

  private Lab lab(int hosts) throws IOException {
    return Lab.uniform(hosts, LUNS, bus, packaged.credentials(), packaged.knownHosts());
  }

  private ServiceProcess start(String haltAt) throws IOException {
    return packaged.start(haltAt, "6s", ramcloud.environment());
  }

  /** Each device of each host was told once, and once it was said. */
  private void applied(Lab lab, String applying, int hosts) throws InterruptedException {
    assertThat(bus.succeeded(applying))
        .containsEntry("changed", Integer.toString(hosts * LUNS))
        .containsEntry("failed", "0")
        .containsEntry("hostsDone", Integer.toString(hosts));
    assertThat(lab.numbers())
        .allSatisfy(
            n -> {
              assertThat(lab.svc(n)).allMatch(d -> d.policy().isRoundRobin());
              assertThat(lab.orders(n)).hasSize(LUNS).doesNotHaveDuplicates();
            });
    assertThat(bus.told(PolicyChanged.class, applying))
        .hasSize(hosts * LUNS)
        .extracting(c -> c.host() + " " + c.device())
        .doesNotHaveDuplicates();
  }

  private String planned(Lab lab) throws InterruptedException {
    Map<String, String> figures =
        bus.succeeds(
            new PlanPathPolicy(lab.select(), Lab.SVC, Lab.ROUND_ROBIN, null, List.of(), List.of()));
    return Objects.requireNonNull(figures.get("plan"));
  }

  private static String logs(ServiceProcess service) {
    try {
      return service.log();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
