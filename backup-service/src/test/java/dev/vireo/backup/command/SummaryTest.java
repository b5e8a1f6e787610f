package dev.vireo.backup.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.backup.BackupsSummarised;
import dev.vireo.bus.backup.JobSummary;
import dev.vireo.bus.backup.RunBackup;
import dev.vireo.bus.backup.SummariseBackups;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What became of backups, as an event and in a real mailbox. */
@QuarkusTest
@WithTestResource(CommandPlatform.class)
class SummaryTest extends ServiceTest {

  @Inject DueSummary due;

  @Test
  void a_day_is_summed_up_and_mailed_through_a_server_that_asks_for_a_password() throws Exception {
    BackupChain chain = BackupChain.start(bus(), host(), folder("chain"), credentials());
    String made = chain.run().point();
    BackupChain.printed(chain.folder(), "mv", "tree", "gone");
    bus().fails(new RunBackup(chain.job(), null));

    String given = bus().give(new SummariseBackups(Instant.now().plusSeconds(60)));
    bus().succeeded(given);
    BackupsSummarised told = bus().told(BackupsSummarised.class, given).getFirst();
    assertThat(told.good()).isFalse();
    JobSummary job =
        told.jobs().stream().filter(j -> j.job().equals(chain.job())).findFirst().orElseThrow();
    assertThat(job.completed()).isEqualTo(1);
    assertThat(job.failed()).isEqualTo(1);
    assertThat(job.point()).isEqualTo(made);
    assertThat(job.problem()).startsWith("SOURCE_MISSING");

    List<String> mails = Mailbox.read(Integer.parseInt(configured("vireo.test.mailbox")));
    assertThat(mails)
        .anySatisfy(
            mail ->
                assertThat(mail)
                    .contains("Content-Type: text/html", "To: ops@example.org", chain.job())
                    .contains("Subject: Backups: ")
                    .doesNotContain(CommandPlatform.MAIL_PASSWORD));
  }

  @Test
  void it_is_due_once_a_day_at_its_time() {
    Instant seven = Instant.parse("2026-03-01T07:00:00Z");
    assertThat(due.lookAt(seven.minusSeconds(1))).isFalse();
    assertThat(due.lookAt(seven)).isTrue();
    assertThat(due.lookAt(seven.plusSeconds(6 * 3600 + 1))).isFalse();
  }
}
