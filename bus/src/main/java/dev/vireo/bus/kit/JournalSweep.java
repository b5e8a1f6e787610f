package dev.vireo.bus.kit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the journal what can no longer come again, and leases that nobody has held for long.
 *
 * <p>The journal is why a command that comes twice is done once, so an entry must outlive every
 * record that may bring its command again. The command topic keeps records for seven days, but
 * deletes them by whole segments, which are open for up to seven days more; and if the service is
 * down for so long that Kafka forgets its position, it reads all that is left. Hence 30 days by
 * default, and the first sweep an hour after the start: who was away for longer than that lets the
 * broker delete first.
 *
 * <p>An entry that did not end is kept, and so are the ended children of a parent that did not: it
 * would give them again.
 */
public final class JournalSweep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalSweep.class);
  private static final Duration EVERY = Duration.ofHours(1);

  /** Longer than any process that still believes to hold one may have been suspended. */
  private static final Duration LEASES_KEPT = Duration.ofDays(1);

  /** Found by one scan. */
  private static final int SCAN = 10_000;

  /** Removed by one transaction, so that no command waits for long. */
  private static final int BATCH = 500;

  private final DataSource database;
  private final Duration retention;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("journal-sweep").daemon().factory());

  /**
   * A sweep that is not running yet.
   *
   * @param database the service's schema
   * @param retention how long an entry is kept after its command ended
   * @throws IllegalArgumentException where that is less than the command topic keeps its records
   */
  public JournalSweep(DataSource database, Duration retention) {
    if (retention.compareTo(TopicSetup.COMMANDS_KEPT) <= 0) {
      throw new IllegalArgumentException(
          "vireo.journal.retention is %d h; it must be longer than the %d h that commands are kept on their topic, else one that comes again is done again"
              .formatted(retention.toHours(), TopicSetup.COMMANDS_KEPT.toHours()));
    }
    this.database = database;
    this.retention = retention;
  }

  /** Sweeps from now on, each hour. */
  public void start() {
    var unused =
        clock.scheduleWithFixedDelay(
            this::sweepQuietly, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Removes all that is old enough.
   *
   * @throws BusUnavailable where the database does not answer; what was removed so far stays so
   */
  public Swept sweep() {
    try (Connection connection = database.getConnection()) {
      long entries = 0;
      List<String> old = oldEntries(connection);
      while (!old.isEmpty()) {
        for (int from = 0; from < old.size(); from += BATCH) {
          entries += remove(connection, old.subList(from, Math.min(from + BATCH, old.size())));
        }
        old = old.size() < SCAN ? List.of() : oldEntries(connection);
      }
      return new Swept(entries, removeLeases(connection));
    } catch (SQLException e) {
      throw new BusUnavailable("clearing the journal", e);
    }
  }

  /**
   * What was removed.
   *
   * @param entries of the journal, with their intents
   * @param leases that had expired
   */
  public record Swept(long entries, long leases) {}

  private List<String> oldEntries(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            select id from command_journal as j
             where finished_at < now() - ? * interval '1 millisecond'
               and not exists (select 1 from command_journal as p
                                where p.id = j.parent and p.finished_at is null)
             limit ?
            """)) {
      select.setLong(1, retention.toMillis());
      select.setInt(2, SCAN);
      List<String> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
      return ids;
    }
  }

  private static int remove(Connection connection, List<String> ids) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from command_journal where id = any(?)")) {
      delete.setArray(1, connection.createArrayOf("text", ids.toArray()));
      return delete.executeUpdate();
    }
  }

  private static int removeLeases(Connection connection) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "delete from lease"
                + " where expires_at < clock_timestamp() - ? * interval '1 millisecond'")) {
      delete.setLong(1, LEASES_KEPT.toMillis());
      return delete.executeUpdate();
    }
  }

  private void sweepQuietly() {
    try {
      Swept swept = sweep();
      if (swept.entries() + swept.leases() > 0) {
        LOG.info(
            "{} commands that ended more than {} days ago left the journal, and {} old leases",
            swept.entries(),
            retention.toDays(),
            swept.leases());
      }
    } catch (RuntimeException e) {
      LOG.warn("{}; trying again in {} min", e.getMessage(), EVERY.toMinutes());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
