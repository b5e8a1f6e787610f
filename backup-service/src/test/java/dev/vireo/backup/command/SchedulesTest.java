package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.PointView;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.DestinationChecked;
import dev.vireo.bus.backup.RestoreVerified;
import dev.vireo.bus.backup.ScheduleRehearsals;
import dev.vireo.bus.backup.VerifiedBy;
import dev.vireo.testing.Conversation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is begun by itself, and when; the tests say what time it is. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class SchedulesTest extends ServiceTest {

  @Inject BackupStore store;
  @Inject DueJobs dueJobs;
  @Inject DueChecks dueChecks;
  @Inject DueRehearsals dueRehearsals;

  private BackupChain chain;

  @BeforeEach
  void begin() throws Exception {
    chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
  }

  @Test
  void a_job_that_is_due_runs_once_however_often_it_is_looked() throws Exception {
    bus().succeeds(chain.defineJob("* * * * *", "last=1", null));
    store.job("job", chain.job());
    Instant due = Instant.now().plus(90, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.MINUTES);
    dueJobs.lookAt(due.plusSeconds(2));
    dueJobs.lookAt(due.plusSeconds(3));
    Conversation.until("its restore point", () -> !ofJob(BackupCompleted.class).isEmpty());
    dueJobs.lookAt(due.plusSeconds(4));
    assertThat(ofJob(BackupStarted.class)).extracting(BackupStarted::due).containsExactly(due);
    assertThat(ofJob(BackupCompleted.class)).hasSize(1);
    assertThat(store.job("job", chain.job()).decided()).isEqualTo(due);
  }

  @Test
  void a_run_that_nobody_began_in_time_is_missed_and_said_so_once() throws Exception {
    DefineBackupJob hourly = chain.defineJob("0 * * * *", null, null);
    bus()
        .succeeds(
            new DefineBackupJob(
                hourly.job(),
                hourly.destination(),
                hourly.source(),
                hourly.schedule(),
                null,
                null,
                null,
                1,
                null,
                null,
                null,
                null,
                null));
    store.job("job", chain.job());
    Instant missed = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
    dueJobs.lookAt(missed.plus(Duration.ofMinutes(30)));
    dueJobs.lookAt(missed.plus(Duration.ofMinutes(31)));
    Conversation.until("a missed run", () -> !ofJob(BackupMissed.class).isEmpty());
    store.job("job", chain.job());
    assertThat(ofJob(BackupMissed.class)).extracting(BackupMissed::due).containsExactly(missed);
    assertThat(ofJob(BackupStarted.class)).isEmpty();
  }

  @Test
  void a_destination_is_checked_each_day_and_each_time_another_share_of_it_is_read()
      throws Exception {
    chain.run();
    store.destination("destination", chain.destination());
    dueChecks.lookAt(Instant.now().plus(23, ChronoUnit.HOURS));
    for (int share : List.of(1, 2, 3, 1)) {
      int before = checks().size();
      dueChecks.lookAt(Instant.now().plus(25, ChronoUnit.HOURS));
      Conversation.until("check " + share, () -> checks().size() > before);
      DestinationChecked check = checks().getLast();
      assertThat(check.sound()).isTrue();
      assertThat(check.share()).isEqualTo(share);
      assertThat(check.of()).isEqualTo(3);
      store.destination("destination", chain.destination());
    }
    assertThat(checks()).hasSize(4);
  }

  @Test
  void the_newest_point_is_rehearsed_when_that_is_due_and_the_catalogue_says_by_what_it_is_good()
      throws Exception {
    chain.run();
    chain.write("etc/hosts", "changed");
    String newest = chain.run().point();
    bus()
        .succeeds(
            new ScheduleRehearsals(
                chain.job(), "30 4 * * *", "UTC", host().name(), folder("").toString()));
    store.job("job", chain.job());
    Instant due =
        Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS).plusSeconds(16_200);
    assertThat(dueRehearsals.lookAt(due.minusSeconds(1))).isZero();
    assertThat(dueRehearsals.lookAt(due)).isEqualTo(1);
    assertThat(dueRehearsals.lookAt(due.plusSeconds(60))).as("the same again").isEqualTo(1);
    Conversation.until("a rehearsal", () -> !ofJob(RestoreVerified.class).isEmpty());
    assertThat(ofJob(RestoreVerified.class))
        .extracting(RestoreVerified::point, RestoreVerified::by)
        .containsExactly(tuple(newest, VerifiedBy.REHEARSAL));
    assertThat(store.point("point", newest))
        .extracting(PointView::state, PointView::verifiedBy)
        .containsExactly("VERIFIED", "REHEARSAL");

    bus().succeeds(new ScheduleRehearsals(chain.job(), null, null, null, null));
    store.job("job", chain.job());
    assertThat(dueRehearsals.lookAt(due.plus(1, ChronoUnit.DAYS))).isZero();
    assertThat(
            bus()
                .rejected(
                    bus().give(new ScheduleRehearsals(chain.job(), "* * * * *", null, "x", null)))
                .field())
        .isEqualTo("folder");
  }

  private List<DestinationChecked> checks() {
    return bus().distinct(DestinationChecked.class).values().stream()
        .map(Envelope::data)
        .filter(c -> c.destination().equals(chain.destination()))
        .toList();
  }

  private <E extends Event> List<E> ofJob(Class<E> type) {
    return bus().distinct(type).values().stream()
        .map(Envelope::data)
        .filter(e -> e.about().equals(chain.job()))
        .toList();
  }
}
