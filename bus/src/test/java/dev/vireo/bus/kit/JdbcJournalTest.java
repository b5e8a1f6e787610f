package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.kit.Journal.Arrival;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Journal.Intent;
import dev.vireo.bus.kit.Journal.Standing;
import dev.vireo.bus.outcome.FailureReason;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The journal in a real PostgreSQL. */
class JdbcJournalTest {

  private static final Ended DONE = Endings.of(Result.done("read", Map.of("devices", "2")));

  private static TestDatabase database;
  private static JdbcJournal journal;
  private final Arrival command = arrival(TestBus.newId());

  @BeforeAll
  static void open() throws SQLException {
    database = TestDatabase.create();
    journal = new JdbcJournal(database.source());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void knows_how_a_command_stands() {
    assertThat(journal.begin(command)).isEqualTo(new Standing.New());
    assertThat(journal.begin(command)).isEqualTo(new Standing.Unfinished());
    assertThat(journal.decide(command.id(), DONE)).isEqualTo(DONE);
    assertThat(journal.begin(command)).isEqualTo(new Standing.Decided(DONE));
    assertThat(journal.ended(List.of(command.id()))).isEmpty();
    journal.finish(command.id());
    assertThat(journal.begin(command)).isEqualTo(new Standing.Finished());
    assertThat(journal.ended(List.of(command.id(), "another")))
        .isEqualTo(Map.of(command.id(), DONE));
  }

  @Test
  void of_runs_that_begin_at_once_exactly_one_is_the_first() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Standing> begin = () -> journal.begin(command);
      List<Future<Standing>> runs = threads.invokeAll(Collections.nCopies(16, begin));
      Map<Standing, Long> standings =
          runs.stream()
              .map(Future::resultNow)
              .collect(Collectors.groupingBy(s -> s, Collectors.counting()));

      assertThat(standings)
          .isEqualTo(Map.of(new Standing.New(), 1L, new Standing.Unfinished(), 15L));
    }
  }

  @Test
  void an_intent_keeps_its_first_text() {
    journal.begin(command);
    journal.intend(
        command.id(), List.of(new Intent("naa.2", "was FIXED"), new Intent("naa.1", "")));
    journal.intend(
        command.id(), List.of(new Intent("naa.2", "was RR"), new Intent("naa.3", "was MRU")));

    assertThat(journal.intents(command.id()))
        .containsExactly(
            new Intent("naa.1", ""),
            new Intent("naa.2", "was FIXED"),
            new Intent("naa.3", "was MRU"));
    assertThat(journal.intent(command.id(), "naa.2")).contains(new Intent("naa.2", "was FIXED"));
    assertThat(journal.intent(command.id(), "naa.9")).isEmpty();
  }

  @Test
  void keeps_all_intents_or_none() {
    assertThatThrownBy(
            () ->
                journal.intend(
                    "a command that was never begun", List.of(new Intent("naa.1", "was FIXED"))))
        .isInstanceOf(Refused.class);
    assertThat(journal.intents("a command that was never begun")).isEmpty();
  }

  @Test
  void keeps_whatever_a_host_may_have_answered() {
    String garbled = "\0 \ud800 \\u0000 \"' \u001b[2J データ";
    Arrival odd = new Arrival(command.id(), garbled, garbled, null, command.correlation(), garbled);
    Ended ended =
        Endings.of(Result.failed(FailureReason.HOST_REFUSED, garbled, Map.of(garbled, garbled)));
    String stored = "\uFFFD \uFFFD \\u0000 \"' \u001b[2J データ";

    journal.begin(odd);
    journal.intend(odd.id(), List.of(new Intent("naa.1", garbled)));
    Ended decided = journal.decide(odd.id(), ended);

    assertThat(decided)
        .isEqualTo(new Ended("CommandFailed", "HOST_REFUSED", stored, Map.of(stored, stored)));
    assertThat(journal.intents(odd.id())).containsExactly(new Intent("naa.1", stored));
  }

  @Test
  void refuses_for_good_what_no_database_would_take() {
    // Of random letters, so that PostgreSQL cannot squeeze it into an index row.
    String endless =
        new Random(1)
            .ints(20_000, 33, 127)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();

    assertThatThrownBy(() -> journal.begin(arrival(endless))).isInstanceOf(Refused.class);
  }

  @Test
  void says_that_the_database_is_away() throws SQLException {
    TestDatabase gone = TestDatabase.create();
    JdbcJournal there = new JdbcJournal(gone.source());
    gone.close();

    assertThatThrownBy(() -> there.begin(command)).isInstanceOf(BusUnavailable.class);
    assertThatThrownBy(() -> there.decide(command.id(), DONE)).isInstanceOf(BusUnavailable.class);
    assertThatThrownBy(() -> there.finish(command.id())).isInstanceOf(BusUnavailable.class);
    assertThatThrownBy(() -> there.ended(List.of("a"))).isInstanceOf(BusUnavailable.class);
    assertThatThrownBy(() -> there.intents("a")).isInstanceOf(BusUnavailable.class);
  }

  private static Arrival arrival(String id) {
    return new Arrival(id, "dev.vireo.multipath.ScanHostPaths.v1", "esx-01", null, id, "ops");
  }
}
