package dev.vireo.bus.kit;

import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.ScanHostPaths;
import dev.vireo.bus.multipath.ScanPaths;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * Handlers as a service has them: a fleet command that fans out, and host commands that set two
 * devices each, ask the "host" before and publish a fact about each. The host is a table that
 * counts how often each device was set.
 */
final class SimulatedWork {

  static final int DEVICES = 2;
  static final String TABLE =
      "create table device_set (host text, device text, times integer not null,"
          + " primary key (host, device))";

  private final DataSource hosts;

  SimulatedWork(DataSource hosts) {
    this.hosts = hosts;
  }

  Handlers handlers() {
    return new Handlers().on(ScanPaths.class, this::fleet).on(ScanHostPaths.class, this::host);
  }

  /** The hosts that a fleet command of this selection is about. */
  static List<String> hostsOf(String select) {
    String[] parts = select.split("\\*", -1);
    return IntStream.range(0, Integer.parseInt(parts[1])).mapToObj(i -> parts[0] + i).toList();
  }

  /** A selection of so many hosts whose names begin so. */
  static String select(String prefix, int hosts) {
    return prefix + "*" + hosts;
  }

  static String device(int number) {
    return "naa." + number;
  }

  private Result fleet(Handling<ScanPaths> handling) throws InterruptedException {
    List<ScanHostPaths> children =
        hostsOf(handling.command().select()).stream().map(ScanHostPaths::new).toList();
    Map<String, ScanHostPaths> ids = handling.fanOut(children);
    Map<String, Journal.Ended> ended = handling.await(ids.keySet(), (id, end) -> {});
    return Result.done(ended.values().stream().filter(Journal.Ended::succeeded).count() + " hosts");
  }

  private Result host(Handling<ScanHostPaths> handling) {
    String host = handling.command().host();
    int set = 0;
    for (int i = 0; i < DEVICES; i++) {
      String device = device(i);
      if (timesSet(host).getOrDefault(device, 0) == 0) {
        handling.intend(List.of(new Journal.Intent(device, "was FIXED")));
        set(host, device);
        handling.checkpoint("after-set");
        set++;
      }
      handling.publish(new DriftEnded(host, device, "s"));
    }
    // Another run would find another number: the outcome says which run decided.
    return Result.done("set " + set, Map.of("set", Integer.toString(set)));
  }

  /** How often each device of a host was set. */
  Map<String, Integer> timesSet(String host) {
    Map<String, Integer> times = new TreeMap<>();
    try (Connection connection = hosts.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select device, times from device_set where host = ?")) {
      select.setString(1, host);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          times.put(rows.getString(1), rows.getInt(2));
        }
      }
    } catch (SQLException e) {
      throw new BusUnavailable("asking " + host, e);
    }
    return times;
  }

  private void set(String host, String device) {
    try (Connection connection = hosts.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into device_set as d values (?, ?, 1)"
                    + " on conflict (host, device) do update set times = d.times + 1")) {
      insert.setString(1, host);
      insert.setString(2, device);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new BusUnavailable("telling " + host, e);
    }
  }
}
