package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.Domain;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.DefineBackupDestination;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.CredentialKind;
import dev.vireo.bus.inventory.HostKeyTrust;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs of one minute, on hosts that do not answer, so that each run is over when it has begun. */
@Tag("long")
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class ManyJobsTest extends ServiceTest {

  private static final int JOBS = 1_000;
  private static final int HOSTS = 100;
  private static final int DESTINATIONS = 20;
  private static final int AT_ONCE = 2;

  @Inject BackupStore store;
  @Inject DueJobs due;

  private final String name = unique("many");

  @Test
  void a_thousand_jobs_that_are_due_at_once_each_run_once_and_within_every_limit()
      throws Exception {
    for (int i = 0; i < HOSTS; i++) {
      bus()
          .say(
              Domain.INVENTORY,
              new HostRegistered(
                  name + "-host-" + i,
                  new Connection(
                      "127.0.0.1:1",
                      "root",
                      CredentialKind.PASSWORD,
                      "file:none",
                      HostKeyTrust.TRUST_ON_FIRST_USE,
                      null),
                  Map.of()));
    }
    for (int i = 0; i < DESTINATIONS; i++) {
      bus()
          .succeeds(
              new DefineBackupDestination(
                  name + "-" + i,
                  folder("v" + i).toString(),
                  "file:none",
                  null,
                  null,
                  null,
                  1,
                  null,
                  AT_ONCE));
    }
    List<String> defined = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      defined.add(
          bus()
              .give(
                  new DefineBackupJob(
                      name + "-" + i,
                      name + "-" + i % DESTINATIONS,
                      "dir:%s-host-%d:/srv".formatted(name, i % HOSTS),
                      "* * * * *",
                      null,
                      null,
                      null,
                      null,
                      1,
                      null,
                      null,
                      null,
                      null)));
    }
    for (String each : defined) {
      bus().succeeded(each);
    }
    store.job("job", name + "-0");
    Instant minute = Instant.now().plus(90, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.MINUTES);
    assertThat(due.lookAt(minute)).isGreaterThanOrEqualTo(JOBS);
    Conversation.until("the end of all", () -> ours(BackupFailed.class).size() >= JOBS);

    Map<String, Envelope<BackupStarted>> started = new HashMap<>();
    ours(BackupStarted.class).forEach(e -> started.put(e.data().run(), e));
    assertThat(started).hasSize(JOBS);
    assertThat(most(started, s -> "")).isLessThanOrEqualTo(8);
    assertThat(most(started, BackupStarted::host)).isEqualTo(1);
    assertThat(most(started, BackupStarted::destination)).isLessThanOrEqualTo(AT_ONCE);
  }

  /** The most that went on at once of those with one key, by when each began and ended. */
  private int most(
      Map<String, Envelope<BackupStarted>> started, Function<BackupStarted, String> key) {
    record Step(Instant at, int change, String key) {}
    List<Step> steps = new ArrayList<>();
    for (Envelope<BackupFailed> end : ours(BackupFailed.class)) {
      Envelope<BackupStarted> begin =
          Objects.requireNonNull(started.get(end.data().run()), "it began");
      String of = key.apply(begin.data());
      steps.add(new Step(begin.time(), 1, of));
      steps.add(new Step(end.time(), -1, of));
    }
    steps.sort(Comparator.comparing(Step::at).thenComparingInt(Step::change));
    Map<String, Integer> going = new HashMap<>();
    int most = 0;
    for (Step step : steps) {
      most = Math.max(most, going.merge(step.key(), step.change(), Integer::sum));
    }
    return most;
  }

  private <E extends Event> List<Envelope<E>> ours(Class<E> type) {
    return bus().distinct(type).values().stream()
        .filter(e -> e.data().about().startsWith(name))
        .toList();
  }
}
