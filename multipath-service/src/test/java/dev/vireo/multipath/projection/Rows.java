package dev.vireo.multipath.projection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** All rows of all views, to be compared. */
final class Rows {

  static final List<String> TABLES =
      List.of(
          "seen_events",
          "readings",
          "devices",
          "satps",
          "plans",
          "plan_roll_backs",
          "plan_hosts",
          "plan_devices",
          "plan_results",
          "changes",
          "standards",
          "drifts");

  private Rows() {}

  /** Each table's rows as JSON, sorted. */
  static Map<String, List<String>> all(DataSource database) throws SQLException {
    Map<String, List<String>> all = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement()) {
      for (String table : TABLES) {
        List<String> rows = new ArrayList<>();
        try (ResultSet each =
            select.executeQuery(
                "select to_jsonb(t)::text as row from "
                    + table
                    + " t order by to_jsonb(t)::text")) {
          while (each.next()) {
            rows.add(each.getString(1));
          }
        }
        all.put(table, rows);
      }
    }
    return all;
  }
}
