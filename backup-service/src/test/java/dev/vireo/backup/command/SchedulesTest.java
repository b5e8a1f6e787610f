package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.backup.projection.BackupStore;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.DefineBackupJob;
import dev.vireo.bus.backup.DestinationChecked;
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
