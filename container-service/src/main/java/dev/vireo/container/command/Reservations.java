package dev.vireo.container.command;

import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.container.domain.lifecycle.ContainerId;
import dev.vireo.container.domain.lifecycle.Ipv4;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Ids and addresses that were given to containers, over all hosts. A table under unique
 * constraints, so that no two commands of whatever instance ever get the same; it is no view, and
 * no replay of events brings it back: what hosts have is asked of them besides.
 *
 * <p>A command that is run again gets what it got before.
 */
@ApplicationScoped
class Reservations {

  private final DataSource database;

  Reservations(DataSource database) {
    this.database = database;
  }

  /**
   * What one container got.
   *
   * @param place its number in the command, from 1
   * @param host the host it is made on
   * @param address null where none was asked for
   */
  record Reserved(int place, int id, String host, @Nullable String address) {}

  /** Fewer addresses are free than were asked for. */
  static final class PoolExhausted extends Exception {
    private static final long serialVersionUID = 1L;

    PoolExhausted(String message) {
      super(message);
    }
  }

  /** What this command got, in order; none if it has reserved nothing yet. */
  List<Reserved> of(String command) {
    try (Connection connection = database.getConnection()) {
      return of(connection, command);
    } catch (SQLException e) {
      throw new BusUnavailable("reading reserved ids", e);
    }
  }

  /**
   * Reserves ids, and addresses where there is a pool.
   *
   * @param hosts the host of each container, in order
   * @param firstId the least id
   * @param usedIds ids that hosts have
   * @param addresses the pool; null: none are asked for
   * @param usedAddresses addresses that containers have
   */
  List<Reserved> reserve(
      String command,
      List<String> hosts,
      int firstId,
      Set<Integer> usedIds,
      @Nullable Iterator<Ipv4> addresses,
      Set<String> usedAddresses)
      throws PoolExhausted {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement lock = connection.createStatement()) {
        // One at a time: what is free is read and taken in one go.
        lock.execute("lock table reservations in share row exclusive mode");
        List<Reserved> before = of(connection, command);
        if (!before.isEmpty()) {
          return before;
        }
        Set<Integer> ids = new HashSet<>(usedIds);
        Set<String> taken = new HashSet<>(usedAddresses);
        readTaken(connection, ids, taken);
        List<Reserved> reserved = choose(hosts, firstId, ids, addresses, taken);
        insert(connection, command, reserved);
        connection.commit();
        return reserved;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new BusUnavailable("reserving ids", e);
    }
  }

  private static List<Reserved> choose(
      List<String> hosts,
      int firstId,
      Set<Integer> ids,
      @Nullable Iterator<Ipv4> addresses,
      Set<String> taken)
      throws PoolExhausted {
    List<Reserved> reserved = new ArrayList<>();
    int next = firstId;
    for (String host : hosts) {
      while (ids.contains(next)) {
        next++;
      }
      if (next > ContainerId.LAST) {
        throw new PoolExhausted("no id from " + firstId + " is free");
      }
      String address = null;
      while (addresses != null && address == null) {
        if (!addresses.hasNext()) {
          throw new PoolExhausted(
              "of the pool "
                  + reserved.size()
                  + " addresses are free, and "
                  + hosts.size()
                  + " are needed");
        }
        String candidate = addresses.next().toString();
        address = taken.add(candidate) ? candidate : null;
      }
      reserved.add(new Reserved(reserved.size() + 1, next++, host, address));
    }
    return reserved;
  }

  private static void readTaken(Connection connection, Set<Integer> ids, Set<String> addresses)
      throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("select id, address from reservations");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
        String address = rows.getString(2);
        if (address != null) {
          addresses.add(address);
        }
      }
    }
  }

  private static List<Reserved> of(Connection connection, String command) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select place, id, host, address from reservations where command = ? order by place")) {
      select.setString(1, command);
      List<Reserved> reserved = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          reserved.add(
              new Reserved(rows.getInt(1), rows.getInt(2), rows.getString(3), rows.getString(4)));
        }
      }
      return reserved;
    }
  }

  private static void insert(Connection connection, String command, List<Reserved> reserved)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into reservations (id, command, place, host, address) values (?, ?, ?, ?, ?)")) {
      for (Reserved each : reserved) {
        insert.setInt(1, each.id());
        insert.setString(2, command);
        insert.setInt(3, each.place());
        insert.setString(4, each.host());
        insert.setString(5, each.address());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Gives back what a container had that is on no host any more. */
  void release(ContainerId id) {
    if (!id.isNumber()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from reservations where id = ?")) {
      delete.setInt(1, Integer.parseInt(id.text()));
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new BusUnavailable("giving an id back", e);
    }
  }
}
