package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.kit.Journal.Arrival;
import dev.vireo.bus.kit.Journal.Intent;
import dev.vireo.bus.kit.Journal.Standing;
import dev.vireo.bus.kit.JournalSweep.Swept;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves the journal of a real PostgreSQL, and what stays. */
class JournalSweepTest {

  private static final Duration RETENTION = Duration.ofDays(30);

  private TestDatabase database;
  private JdbcJournal journal;
  private JournalSweep sweep;

  @BeforeEach
  void open() throws SQLException {
    database = TestDatabase.create();
    journal = new JdbcJournal(database.source());
    sweep = new JournalSweep(database.source(), RETENTION);
  }

  @AfterEach
  void close() {
    sweep.close();
    database.close();
  }

  @Test
  void what_ended_longer_ago_than_the_retention_goes_with_its_intents() throws Exception {
    ended("old", null, 31);
    ended("young", null, 29);

    assertThat(sweep.sweep()).isEqualTo(new Swept(1, 0));
    assertThat(journal.ended(List.of("old", "young"))).containsOnlyKeys("young");
    assertThat(journal.intents("old")).isEmpty();
    assertThat(journal.intents("young")).hasSize(1);
    assertThat(sweep.sweep()).isEqualTo(new Swept(0, 0));
  }

  @Test
  void what_did_not_end_stays_however_old_it_is_and_so_do_its_children() throws Exception {
    journal.begin(arrival("parent", null));
    database.execute("update command_journal set received_at = now() - interval '90 days'");
    ended("child", "parent", 60);
    ended("child-of-nobody", "long-gone", 60);

    assertThat(sweep.sweep()).isEqualTo(new Swept(1, 0));
    assertThat(journal.begin(arrival("parent", null))).isEqualTo(new Standing.Unfinished());
    assertThat(journal.begin(arrival("child", "parent"))).isEqualTo(new Standing.Finished());
  }

  @Test
  void more_than_one_scan_finds_goes_in_batches() throws Exception {
    database.execute(
        "insert into command_journal (id, type, about, correlation, actor, finished_at, outcome)"
            + " select 'many-' || n, 't', 'esx-1', 'many', 'ops', now() - interval '31 days',"
            + " 'CommandSucceeded' from generate_series(1, 20001) as n");

    assertThat(sweep.sweep()).isEqualTo(new Swept(20_001, 0));
  }

  @Test
  void leases_that_expired_long_ago_go_and_the_next_fence_is_higher_all_the_same()
      throws Exception {
    try (TermLeases leases =
        new TermLeases(new JdbcLeaseStore(database.source()), Duration.ofMinutes(5))) {
      Leases.Lease old = leases.acquire("a/storage", "test", Duration.ZERO).orElseThrow();
      database.execute(
          "update lease set expires_at = now() - interval '2 days' where resource = 'a/storage'");
      Leases.Lease held = leases.acquire("b/storage", "test", Duration.ZERO).orElseThrow();

      assertThat(sweep.sweep()).isEqualTo(new Swept(0, 1));
      assertThat(held.renew()).isTrue();
      Leases.Lease next = leases.acquire("a/storage", "test", Duration.ZERO).orElseThrow();
      assertThat(next.fence()).isGreaterThan(old.fence());
      assertThat(old.renew()).isFalse();
    }
  }

  @Test
  void a_retention_that_the_command_topic_outlives_is_refused_with_the_reason() {
    assertThatThrownBy(() -> new JournalSweep(database.source(), Duration.ofDays(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vireo.journal.retention")
        .hasMessageContaining("168 h");
  }

  private void ended(String id, @Nullable String parent, int daysAgo) throws SQLException {
    journal.begin(arrival(id, parent));
    journal.intend(id, List.of(new Intent("naa.1", "was FIXED")));
    journal.decide(id, Endings.of(Result.done("read")));
    journal.finish(id);
    database.execute(
        "update command_journal set finished_at = now() - interval '%d days' where id = '%s'"
            .formatted(daysAgo, id));
  }

  private static Arrival arrival(String id, @Nullable String parent) {
    return new Arrival(id, "dev.vireo.multipath.ScanHostPaths.v1", "esx-1", parent, id, "ops");
  }
}
