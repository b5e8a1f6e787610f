package dev.vireo.multipath.projection;

import dev.vireo.testing.TableRows;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
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
    return TableRows.of(database, TABLES);
  }
}
