package dev.vireo.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** All rows of tables, to be compared. */
public final class TableRows {

  private TableRows() {}

  /** Each table's rows as JSON, sorted. */
  public static Map<String, List<String>> of(DataSource database, List<String> tables)
      throws SQLException {
    Map<String, List<String>> all = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement select = connection.createStatement()) {
      for (String table : tables) {
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
