package dev.vireo.backup.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.backup.BackupsSummarised;
import dev.vireo.bus.backup.DestinationSummary;
import dev.vireo.bus.backup.JobSummary;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryPageTest {

  private static final Instant TO = Instant.parse("2026-11-29T07:00:00Z");
  private static final Instant FROM = TO.minusSeconds(86_400);
  private static final JobSummary GOOD =
      new JobSummary("web", 1, 0, 0, 3 << 20, "3f9c2a1b77d0", FROM, "VERIFIED", null);
  private static final JobSummary BAD =
      new JobSummary(
          "db", 0, 2, 1, 0, null, null, null, "SOURCE_MISSING: <b>/srv/db</b> does not exist");

  private static SummaryPage page(boolean good, List<JobSummary> jobs, int count, boolean sound) {
    return new SummaryPage(
        new BackupsSummarised(
            FROM,
            TO,
            good,
            jobs,
            count,
            List.of(new DestinationSummary("vault", sound, FROM, 5L << 30))));
  }

  @Test
  void a_good_day_is_told_in_the_subject_alone() {
    assertThat(page(true, List.of(GOOD), 1, true).subject())
        .isEqualTo("Backups: all 1 jobs are well");
  }

  @Test
  void a_bad_day_names_how_many_and_which_destination() {
    assertThat(page(false, List.of(BAD, GOOD), 2, false).subject())
        .isEqualTo("Backups: 1 of 2 jobs have a problem; DAMAGED: vault");
  }

  @Test
  void what_comes_from_hosts_is_no_markup() {
    SummaryPage page = page(false, List.of(BAD, GOOD), 2, true);
    assertThat(page.html())
        .contains("&lt;b&gt;/srv/db&lt;/b&gt; does not exist", "3f9c2a1b77d0", "3.0 MiB", "5.0 GiB")
        .doesNotContain("<b>");
    assertThat(page.text()).contains("PROBLEM: SOURCE_MISSING: <b>/srv/db</b>", "newest: none");
  }

  @Test
  void a_list_that_was_cut_says_so() {
    assertThat(page(true, List.of(GOOD), 3, true).html()).contains("And 2 jobs more");
  }
}
