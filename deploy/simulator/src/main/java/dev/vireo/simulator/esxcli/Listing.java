package dev.vireo.simulator.esxcli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows to print, whatever the format.
 *
 * @param type the structure's name in the machine formats
 * @param titles column titles; machine formats leave out their blanks
 * @param rows values: {@code String}, {@code Long}, {@code Boolean} or {@code List<String>}
 */
record Listing(String type, Layout layout, List<String> titles, List<List<Object>> rows) {

  /** How the text format lays rows out. */
  enum Layout {
    /** The first value at the margin, the others below it, indented, each with its title. */
    RECORDS,
    /** Columns under titles and a dashed ruler (none in 4.x). */
    TABLE,
    /** Titles and values of a single row, indented. */
    FIELDS
  }

  static Listing of(String type, Layout layout, String... titles) {
    return new Listing(type, layout, Arrays.asList(titles), List.of());
  }

  Listing with(List<List<Object>> added) {
    List<List<Object>> all = new ArrayList<>(rows);
    all.addAll(added);
    return new Listing(type, layout, titles, List.copyOf(all));
  }

  /** A title as machine formats write it. */
  static String key(String title) {
    return title.replace(" ", "");
  }

  /** A value as text. */
  static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(", ", list.stream().map(Object::toString).toList())
        : value.toString();
  }
}
