package dev.vireo.bus.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.codec.Text;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  public Standing begin(Arrival command) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into command_journal (id, type, about, parent, correlation, actor)
                values (?, ?, ?, ?, ?, ?)
                on conflict (id) do update set attempts = command_journal.attempts + 1
                returning attempts, finished_at is not null, outcome, reason, message, figures
                """)) {
      insert.setString(1, command.id());
      insert.setString(2, Text.storable(command.type()));
      insert.setString(3, Text.storable(command.about()));
      insert.setString(4, command.parent());
      insert.setString(5, command.correlation());
      insert.setString(6, Text.storable(command.actor()));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        if (row.getBoolean(2)) {
          return new Standing.Finished();
        }
        if (row.getString(3) != null) {
          return new Standing.Decided(ended(row, 3));
        }
        return row.getInt(1) == 1 ? new Standing.New() : new Standing.Unfinished();
      }
    } catch (SQLException | JsonProcessingException e) {
      throw Refused.or("journal of command " + command.id(), e);
    }
  }

  @Override
  public Ended decide(String command, Ended ended) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                update command_journal
                   set outcome = coalesce(outcome, ?),
                       reason  = case when outcome is null then ? else reason end,
                       message = case when outcome is null then ? else message end,
                       figures = case when outcome is null then ?::jsonb else figures end
                 where id = ?
                returning outcome, reason, message, figures
                """)) {
      update.setString(1, ended.outcome());
      update.setString(2, ended.reason());
      update.setString(3, Text.storable(ended.message()));
      update.setString(4, Json.MAPPER.writeValueAsString(ended.figures()));
      update.setString(5, command);
      try (ResultSet row = update.executeQuery()) {
        // No row: somebody has cleared the journal meanwhile. What is known here then stands.
        return row.next() ? ended(row, 1) : ended;
      }
    } catch (SQLException | JsonProcessingException e) {
      throw Refused.or("journal of command " + command, e);
    }
  }

  @Override
  public void finish(String command) {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update command_journal set finished_at = now()"
                    + " where id = ? and finished_at is null")) {
      update.setString(1, command);
      update.executeUpdate();
    } catch (SQLException e) {
      throw Refused.or("journal of command " + command, e);
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
          ended.put(rows.getString(1), ended(rows, 2));
        }
      }
    } catch (SQLException | JsonProcessingException e) {
      throw Refused.or("reading how commands ended", e);
    }
    return ended;
  }

  private static Ended ended(ResultSet row, int first)
      throws SQLException, JsonProcessingException {
    return new Ended(
        row.getString(first),
        row.getString(first + 1),
        row.getString(first + 2),
        Json.MAPPER.readValue(row.getString(first + 3), FIGURES));
  }

  @Override
  public void intend(String command, List<Intent> intents) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into command_intent (command, step, text)
                select ?, step, text from unnest(?, ?) as intended(step, text)
                on conflict (command, step) do nothing
                """)) {
      insert.setString(1, command);
      insert.setArray(2, texts(connection, intents.stream().map(Intent::step)));
      insert.setArray(3, texts(connection, intents.stream().map(Intent::text)));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw Refused.or("intents of command " + command, e);
    }
  }

  private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.map(Text::storable).toArray());
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
      throw Refused.or("intents of command " + command, e);
    }
    return intents;
  }
}
