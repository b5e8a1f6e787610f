package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.bus.outcome.Outcome;
import dev.vireo.local.testing.ServiceProcess;
import dev.vireo.local.testing.ServiceProcess.Surroundings;
import dev.vireo.local.testing.TestBackends;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged service is ended, as by SIGKILL, in the middle of applying a plan to three hosts,
 * and started again. What the hosts were told is read in the simulator's own log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashResumeIT {

  private static final int LUNS = 3;
  private static final int DEVICES = 3 * LUNS;

  @TempDir static Path folder;

  private static Surroundings around;
  private static Conversation bus;
  private static ServiceProcess service;

  @BeforeAll
  static void start() throws Exception {
    TestBackends backends = TestBackends.shared();
    around =
        new Surroundings(backends.bootstrapServers(), backends.newDatabase("multipath"), folder);
    Files.createDirectory(around.credentials());
    bus = new Conversation(around.kafka());
    service = ServiceProcess.start(around, "");
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    bus.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"after-set#2", "before-outcome", "before-wave#2"})
  void a_plan_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    aPlanGoesOn(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-journal-begin#1",
        "after-journal-begin#2",
        "before-wave#1",
        "after-read#1",
        "after-read#2",
        "after-intend#1",
        "after-intend#2",
        "before-set#1",
        "before-set#3",
        "after-set#1",
        "after-set#3",
        "after-set#5",
        "before-verify#1",
        "before-verify#2",
        "after-verify#1",
        "after-verify#3",
        "before-publish#1",
        "before-publish#4",
        "before-publish#10",
        "after-publish#1",
        "after-publish#2",
        "after-publish#3",
        "after-publish#5",
        "after-publish#10",
        "before-outcome#2",
        "before-outcome#4",
        "after-outcome#1",
        "after-outcome#4",
        "after-journal-finish#1",
        "after-journal-finish#4",
        "before-commit#1",
        "before-commit#2",
        "after-commit#1",
        "after-commit#2"
      })
  void a_plan_goes_on_wherever_a_crash_stopped_it(String point) throws Exception {
    aPlanGoesOn(point);
  }

  @ParameterizedTest
  @ValueSource(strings = "after-publish#2")
  void a_roll_back_goes_on_where_a_crash_stopped_it(String point) throws Exception {
    aRollBackGoesOn(point);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-intend#1",
        "after-set#1",
        "after-set#4",
        "before-verify#1",
        "after-verify#2",
        "after-publish#3",
        "after-publish#5",
        "before-outcome#1",
        "after-journal-finish#2",
        "before-publish#10",
        "before-outcome#4"
      })
  void a_roll_back_goes_on_wherever_a_crash_stopped_it(String point) throws Exception {
    aRollBackGoesOn(point);
  }

  private void aPlanGoesOn(String point) throws Exception {
    try (Lab lab = Lab.uniform(3, LUNS, bus, around.credentials(), around.knownHosts())) {
      String plan = planned(lab);
      crashAt(point);
      String applying = bus.give(new ApplyPlan(plan, 1, null, 0));
      resume();

      assertThat(bus.succeeded(applying))
          .containsEntry("changed", Integer.toString(DEVICES))
          .containsEntry("unchanged", "0")
          .containsEntry("failed", "0")
          .containsEntry("hostsDone", "3");
      oneOutcomeEach(applying, 1 + 3);
      assertThat(lab.numbers())
          .allSatisfy(
              n -> {
                assertThat(lab.svc(n)).allMatch(d -> d.policy().isRoundRobin());
                assertThat(lab.orders(n)).hasSize(LUNS).doesNotHaveDuplicates();
              });
      assertThat(bus.told(PolicyChanged.class, applying))
          .hasSize(DEVICES)
          .allMatch(c -> c.from().psp().equals(Lab.FIXED) && c.to().psp().equals(Lab.ROUND_ROBIN))
          .extracting(c -> c.host() + " " + c.device())
          .doesNotHaveDuplicates();
      assertThat(bus.told(PlanFinished.class, applying))
          .containsExactly(
              new PlanFinished(plan, lab.hosts(), List.of(), List.of(), DEVICES, 0, 0, 0, null));
    }
  }

  private void aRollBackGoesOn(String point) throws Exception {
    try (Lab lab = Lab.uniform(3, LUNS, bus, around.credentials(), around.knownHosts())) {
      String plan = planned(lab);
      bus.succeeds(new ApplyPlan(plan, null, null, null));
      int before = lab.orders().size();
      crashAt(point);
      String back = bus.give(new RollBackPlan(plan, "a test"));
      resume();

      assertThat(bus.succeeded(back))
          .containsEntry("restored", Integer.toString(DEVICES))
          .containsEntry("hosts", "3");
      oneOutcomeEach(back, 1 + 3);
      assertThat(lab.numbers())
          .allSatisfy(
              n ->
                  assertThat(lab.svc(n))
                      .allMatch(d -> d.policy().psp().equals(Lab.FIXED) && !d.policy().pinned()));
      assertThat(lab.orders().stream().filter(o -> o.contains("--default")))
          .as("%s orders were given before", before)
          .hasSize(DEVICES);
      assertThat(bus.told(PolicyChanged.class, back))
          .hasSize(DEVICES)
          .allMatch(c -> c.rollBack() && c.to().mode().equals("FOLLOWS_DEFAULT"));
      assertThat(bus.told(PlanRolledBack.class, back)).hasSize(1);
    }
  }

  private static String planned(Lab lab) throws InterruptedException {
    Map<String, String> figures =
        bus.succeeds(
            new PlanPathPolicy(lab.select(), Lab.SVC, Lab.ROUND_ROBIN, null, List.of(), List.of()));
    return Objects.requireNonNull(figures.get("plan"));
  }

  private static void crashAt(String point) throws Exception {
    service.close();
    service = ServiceProcess.start(around, point);
  }

  private static void resume() throws Exception {
    service.halts();
    service = ServiceProcess.start(around, "");
  }

  /** Of each command of the chain there is one outcome, however often it was said. */
  private static void oneOutcomeEach(String chain, int commands) {
    Map<String, Long> byCommand =
        bus.distinct(Outcome.class).values().stream()
            .filter(e -> e.correlationId().equals(chain))
            .map(Envelope::data)
            .collect(Collectors.groupingBy(Outcome::command, Collectors.counting()));
    assertThat(byCommand).hasSize(commands).allSatisfy((id, n) -> assertThat(n).isEqualTo(1));
  }
}
