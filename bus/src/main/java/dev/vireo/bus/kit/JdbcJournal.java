package dev.vireo.bus.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.vireo.bus.Command;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.codec.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The journal in the service's own PostgreSQL schema; its tables come with {@code db/kit}. */
public final class JdbcJournal implements Journal {

  private static final TypeReference<Map<String, String>> FIGURES = new TypeReference<>() {};

  private final DataSource database;

  /** A journal in the schema that the data source's connections look into. */
  public JdbcJournal(DataSource database) {
    this.database = database;
  }

  @Override
  public Standing begin(Envelope<? extends Command> command) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into command_journal (id, type, about, parent, correlation, actor)
                values (?, ?, ?, ?, ?, ?)
                on conflict (id) do update set attempts = command_journal.attempts + 1
                returning attempts, finished_at is not null
                """)) {
      insert.setString(1, command.id());
      insert.setString(2, command.type().text());
      insert.setString(3, command.subject());
      insert.setString(4, command.causationId());
      insert.setString(5, command.correlationId());
      insert.setString(6, command.actor());
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        if (row.getBoolean(2)) {
          return Standing.FINISHED;
        }
        return row.getInt(1) == 1 ? Standing.NEW : Standing.UNFINISHED;
      }
    } catch (SQLException e) {
      throw new BusUnavailable("journal of command " + command.id(), e);
    }
  }

  @Override
  public void finish(String command, Ended ended) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                update command_journal
                   set finished_at = now(), outcome = ?, reason = ?, message = ?, figures = ?::jsonb
                 where id = ?
                """)) {
      update.setString(1, ended.outcome());
      update.setString(2, ended.reason());
      update.setString(3, ended.message().replace('\0', '\uFFFD'));
      update.setString(4, Json.MAPPER.writeValueAsString(ended.figures()).replace("\\u0000", "?"));
      update.setString(5, command);
      update.executeUpdate();
    } catch (SQLException | JsonProcessingException e) {
      throw new BusUnavailable("journal of command " + command, e);
    }
  }

  @Override
  public Map<String, Ended> ended(Collection<String> commands) {
    Map<String, Ended> ended = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                """
                select id, outcome, reason, message, figures
                  from command_journal where id = any(?) and finished_at is not null
                """)) {
      select.setArray(1, connection.createArrayOf("text", commands.toArray()));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ended.put(
              rows.getString(1),
              new Ended(
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  Json.MAPPER.readValue(rows.getString(5), FIGURES)));
        }
      }
    } catch (SQLException | JsonProcessingException e) {
      throw new BusUnavailable("reading how commands ended", e);
    }
    return ended;
  }

  @Override
  public void intend(String command, List<Intent> intents) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into command_intent (command, step, text) values (?, ?, ?)
                on conflict (command, step) do nothing
                """)) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        for (Intent intent : intents) {
          insert.setString(1, command);
          insert.setString(2, intent.step());
          insert.setString(3, intent.text());
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      throw new BusUnavailable("intents of command " + command, e);
    }
  }

  @Override
  public List<Intent> intents(String command) {
    List<Intent> intents = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select step, text from command_intent where command = ? order by step")) {
      select.setString(1, command);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          intents.add(new Intent(rows.getString(1), rows.getString(2)));
        }
      }
    } catch (SQLException e) {
      throw new BusUnavailable("intents of command " + command, e);
    }
    return intents;
  }
}
