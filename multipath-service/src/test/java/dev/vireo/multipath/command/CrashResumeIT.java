package dev.vireo.multipath.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Domain;
import dev.vireo.bus.multipath.ApplyPlan;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanPathPolicy;
import dev.vireo.bus.multipath.PlanRolledBack;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.RollBackPlan;
import dev.vireo.testing.Conversation;
import dev.vireo.testing.CrashResume;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private static CrashResume crash;
  private static Conversation bus;

  @BeforeAll
  static void start() throws Exception {
    crash = CrashResume.start(folder, Domain.MULTIPATH);
    bus = crash.bus();
  }

  @AfterAll
  static void stop() throws Exception {
    crash.close();
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
    try (Lab lab = Lab.uniform(3, LUNS, bus, crash.credentials(), crash.knownHosts())) {
      String plan = planned(lab);
      crash.at(point);
      String applying = bus.give(new ApplyPlan(plan, 1, null, 0));
      crash.resume();

      assertThat(bus.succeeded(applying))
          .containsEntry("changed", Integer.toString(DEVICES))
          .containsEntry("unchanged", "0")
          .containsEntry("failed", "0")
          .containsEntry("hostsDone", "3");
      crash.requireOneOutcomeEach(applying, 1 + 3);
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
    try (Lab lab = Lab.uniform(3, LUNS, bus, crash.credentials(), crash.knownHosts())) {
      String plan = planned(lab);
      bus.succeeds(new ApplyPlan(plan, null, null, null));
      int before = lab.orders().size();
      crash.at(point);
      String back = bus.give(new RollBackPlan(plan, "a test"));
      crash.resume();

      assertThat(bus.succeeded(back))
          .containsEntry("restored", Integer.toString(DEVICES))
          .containsEntry("hosts", "3");
      crash.requireOneOutcomeEach(back, 1 + 3);
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
}
