package dev.vireo.multipath.projection;

import static dev.vireo.multipath.projection.Story.CHANGED;
import static dev.vireo.multipath.projection.Story.FAILED;
import static dev.vireo.multipath.projection.Story.FIRST;
import static dev.vireo.multipath.projection.Story.FIXED;
import static dev.vireo.multipath.projection.Story.PLAN;
import static dev.vireo.multipath.projection.Story.REFUSED;
import static dev.vireo.multipath.projection.Story.ROUND_ROBIN;
import static dev.vireo.multipath.projection.Story.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.multipath.PlannedDevice;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What command handlers read, as they read it: on virtual threads. */
@QuarkusTest
@QuarkusTestResource(TestPlatform.class)
class StoresTest {

  @Inject MultipathViews views;
  @Inject Mutiny.SessionFactory sessions;
  @Inject PlanStore plans;
  @Inject PlanHosts planHosts;
  @Inject HostViewStore hosts;

  @BeforeEach
  void forget() throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () -> sessions.withStatelessTransaction((session, transaction) -> views.clear(session)));
    apply(Story.planned());
  }

  @Test
  void a_plan_is_ready_until_something_of_it_is_done() throws Throwable {
    assertThat(state()).isEqualTo(PlanState.READY);
    apply(Story.applied());
    assertThat(state()).isEqualTo(PlanState.APPLYING);
    apply(Story.undone().subList(0, 1));
    assertThat(state()).isEqualTo(PlanState.STOPPED);
    apply(Story.undone().subList(1, 3));
    assertThat(state()).isEqualTo(PlanState.ROLLED_BACK);
    assertThat(asked(() -> plans.plan("another"))).isEmpty();
  }

  @Test
  void a_host_has_its_part_of_a_plan_as_it_was_planned() throws Exception {
    assertThat(asked(() -> plans.hostPart(PLAN, FIRST)))
        .hasValueSatisfying(
            part -> {
              assertThat(part.psp()).isEqualTo("VMW_PSP_RR");
              assertThat(part.overrides()).hasSize(1);
              assertThat(part.devices().stream().map(PlannedDevice::device))
                  .containsExactly(CHANGED, FAILED, REFUSED);
              assertThat(part.devices().getFirst().from()).isEqualTo(FIXED);
              assertThat(part.devices().getFirst().to()).isEqualTo(ROUND_ROBIN);
              assertThat(part.devices().getFirst().fingerprint()).isEqualTo("print of " + CHANGED);
            });
    assertThat(asked(() -> plans.hostPart(PLAN, "another"))).isEmpty();
    assertThat(asked(() -> planHosts.toChange(PLAN))).containsExactly(FIRST, SECOND);
    assertThat(asked(() -> planHosts.latest(1))).containsExactly(PLAN);
  }

  @Test
  void a_change_stands_until_it_is_rolled_back() throws Throwable {
    apply(Story.applied());
    assertThat(asked(() -> plans.standingChanges(PLAN, FIRST)).stream().map(ChangeView::what))
        .containsExactly(new ChangeView.DevicePolicy(CHANGED, FIXED, ROUND_ROBIN));
    assertThat(asked(() -> planHosts.changed(PLAN))).containsExactly(FIRST);
    assertThat(asked(() -> planHosts.lastModes(FIRST))).isEqualTo(Map.of(CHANGED, "PINNED"));
    apply(Story.undone());
    assertThat(asked(() -> plans.standingChanges(PLAN, FIRST))).isEmpty();
    assertThat(asked(() -> planHosts.changed(PLAN))).isEmpty();
  }

  @Test
  void a_reading_shows_the_changes_since_the_scan() throws Throwable {
    apply(Story.applied());
    assertThat(asked(() -> hosts.lastReading(FIRST)))
        .hasValueSatisfying(
            reading -> {
              assertThat(reading.product()).isEqualTo("VMware ESXi 6.7.0");
              assertThat(reading.unparsed()).containsExactly("a line nobody knows");
              assertThat(reading.satps()).hasSize(1);
              assertThat(reading.devices()).hasSize(3);
              DeviceView changed = reading.devices().getFirst();
              assertThat(changed.device().policy()).isEqualTo(ROUND_ROBIN);
              assertThat(changed.readAt()).isEqualTo(Instant.parse("2026-03-01T08:01:00Z"));
              assertThat(reading.devices().get(1).device().policy()).isEqualTo(FIXED);
            });
    assertThat(asked(() -> hosts.lastReading("another"))).isEmpty();
  }

  @Test
  void standards_and_departures_are_as_they_were_said() throws Exception {
    assertThat(asked(hosts::standards).stream().map(s -> s.standard().standard()))
        .containsExactly(Story.STANDARD);
    assertThat(asked(() -> hosts.drifts(SECOND)).stream().map(d -> d.drift().seen()))
        .containsExactly(FIXED);
    assertThat(asked(() -> hosts.drifts(FIRST))).isEmpty();
  }

  private PlanState state() throws Exception {
    return asked(() -> plans.plan(PLAN)).orElseThrow().state();
  }

  private static <T> T asked(Callable<T> question) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.submit(question).get();
    }
  }

  private void apply(List<Envelope<? extends Event>> events) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () ->
            sessions.withStatelessTransaction(
                (session, transaction) -> views.apply(session, events)));
  }
}
