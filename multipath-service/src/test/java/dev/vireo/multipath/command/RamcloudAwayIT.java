package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.local.testing.RamcloudProcess;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.local.testing.ServiceProcess.Surroundings;
import dev.vireo.local.testing.TestBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  private TestBackends backends;
  private Surroundings around;
  private Conversation bus;
  private RamcloudProcess ramcloud;
  private Map<String, String> leases;
  private int port;

  @BeforeEach
  void start() throws Exception {
    backends = TestBackends.shared();
    around =
        new Surroundings(backends.bootstrapServers(), backends.newDatabase("multipath"), folder);
    Files.createDirectory(around.credentials());
    bus = new Conversation(around.kafka());
    ramcloud = RamcloudProcess.start(around.kafka(), folder, cluster(Map.of())).ready();
    port = ramcloud.port();
    leases = Map.of("VIREO_LEASES", "ramcloud", "VIREO_RAMCLOUD", ramcloud.url());
  }

  @AfterEach
  void stop() throws Exception {
    ramcloud.kill();
    bus.close();
  }

  @Test
  void what_runs_ends_within_its_lease_and_goes_on_when_ramcloud_is_back() throws Exception {
    try (Lab lab = Lab.uniform(1, LUNS, bus, around.credentials(), around.knownHosts());
        ServiceProcess service = ServiceProcess.start(around, "", "6s", leases)) {
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
      comeBack();

      applied(lab, applying, 1);
    }
  }

  @Tag("long")
  @Test
  void a_service_that_starts_without_ramcloud_does_what_a_crash_left_when_it_comes()
      throws Exception {
    try (Lab lab = Lab.uniform(3, LUNS, bus, around.credentials(), around.knownHosts())) {
      String applying;
      try (ServiceProcess first = ServiceProcess.start(around, "before-wave#2", "6s", leases)) {
        applying = bus.give(new ApplyPlan(planned(lab), 1, null, 0));
        first.halts();
      }
      ramcloud.kill();
      int told = lab.orders().size();
      assertThat(told).isEqualTo(LUNS);

      try (ServiceProcess second = ServiceProcess.start(around, "", "6s", leases)) {
        Conversation.until("a command that waits", () -> logs(second).contains(WAITS));
        assertThat(lab.orders()).hasSize(told);
        comeBack();

        applied(lab, applying, 3);
      }
    }
  }

  private void comeBack() throws Exception {
    ramcloud =
        RamcloudProcess.start(
                around.kafka(),
                folder,
                cluster(Map.of("vireo.ramcloud.port", Integer.toString(port))))
            .ready();
  }

  /** Masters of this test alone. */
  private Map<String, String> cluster(Map<String, String> more) {
    String name = folder.getFileName().toString();
    Map<String, String> settings = new java.util.HashMap<>(more);
    settings.put("vireo.ramcloud.topic", "vireo.ramcloud.log." + name);
    settings.put("vireo.ramcloud.group", "vireo-ramcloud-" + name);
    return settings;
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
