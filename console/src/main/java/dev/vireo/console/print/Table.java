package dev.vireo.console.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Rows under titles. Columns are as wide as their widest cell; where that is too wide for the
 * terminal, the widest columns give way and what is cut ends in {@code …}. Nothing is cut where no
 * terminal is.
 *
 * @param <R> what a row shows
 */
public final class Table<R> {

  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<Column<R>> columns = new ArrayList<>();

  /** What becomes of a cell that is too long. */
  private enum Kind {
    TEXT,
    ID,
    NUMBER
  }

  private record Column<R>(
      String title, Kind kind, Function<R, String> text, Function<R, Style> style) {

    boolean number() {
      return kind == Kind.NUMBER;
    }

    String cut(String cell, int width) {
      return kind == Kind.ID ? Shown.cutMiddle(cell, width) : Shown.cut(cell, width);
    }
  }

  /** Adds a column of texts. */
  public Table<R> text(String title, Function<R, String> text) {
    return text(title, text, row -> Style.PLAIN);
  }

  /** Adds a column of texts with a style each. */
  public Table<R> text(String title, Function<R, String> text, Function<R, Style> style) {
    columns.add(new Column<>(title.toUpperCase(Locale.ROOT), Kind.TEXT, text, style));
    return this;
  }

  /** Adds a column of ids, such as of devices, which are cut in their middle. */
  public Table<R> id(String title, Function<R, String> text) {
    columns.add(new Column<>(title.toUpperCase(Locale.ROOT), Kind.ID, text, row -> Style.PLAIN));
    return this;
  }

  /** Adds a column of words such as states, which are styled by their meaning. */
  public Table<R> word(String title, Function<R, String> text) {
    return text(title, text, row -> Style.ofWord(text.apply(row)));
  }

  /** Adds a column of numbers, aligned to the right. */
  public Table<R> number(String title, Function<R, String> text) {
    columns.add(
        new Column<>(title.toUpperCase(Locale.ROOT), Kind.NUMBER, text, row -> Style.PLAIN));
    return this;
  }

  /**
   * The lines of the table, title line first.
   *
   * @param width columns at most
   * @param colour whether styles are shown
   */
  public List<String> lines(List<R> rows, int width, boolean colour) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::title).toList());
    for (R row : rows) {
      cells.add(columns.stream().map(column -> cell(column.text.apply(row))).toList());
    }
    int[] widths = fit(natural(cells), width);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      lines.add(line(cells.get(i), widths, i == 0 ? null : rows.get(i - 1), width, colour));
    }
    return lines;
  }

  private String line(
      List<String> cells,
      int[] widths,
      @org.jspecify.annotations.Nullable R row,
      int width,
      boolean colour) {
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (int c = 0; c < widths.length; c++) {
      if (widths[c] <= 0) {
        break; // no room is left for this column and those right of it
      }
      Column<R> column = columns.get(c);
      String text = column.cut(cells.get(c), widths[c]);
      String pad = " ".repeat(widths[c] - Shown.width(text));
      Style style = row == null ? Style.HEAD : column.style.apply(row);
      line.append(c == 0 ? "" : GAP);
      line.append(column.number() ? pad : "");
      line.append(style.on(text, colour));
      boolean last = c == widths.length - 1 || widths[c + 1] <= 0;
      line.append(column.number() || last ? "" : pad);
      used += widths[c] + GAP.length();
    }
    assert used - GAP.length() <= width : "a line is wider than its terminal";
    return line.toString().stripTrailing();
  }

  private static String cell(String text) {
    String line = Shown.line(text).strip();
    return line.isEmpty() ? "-" : line;
  }

  private static int[] natural(List<List<String>> cells) {
    int[] widths = new int[cells.getFirst().size()];
    for (List<String> row : cells) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], Shown.width(row.get(c)));
      }
    }
    return widths;
  }

  /** Takes from the widest column until all fit; then from the right. */
  private static int[] fit(int[] natural, int width) {
    int[] widths = java.util.Arrays.stream(natural).map(each -> Math.min(each, width)).toArray();
    while (total(widths) > width) {
      int widest = 0;
      for (int c = 1; c < widths.length; c++) {
        widest = widths[c] > widths[widest] ? c : widest;
      }
      if (widths[widest] > NARROWEST) {
        widths[widest]--;
      } else {
        int last = widths.length - 1;
        while (last > 0 && widths[last] <= 0) {
          last--;
        }
        widths[last] = Math.max(0, widths[last] - 1);
        if (last == 0 && widths[0] == 0) {
          break;
        }
      }
    }
    return widths;
  }

  private static long total(int[] widths) {
    long sum = 0;
    for (int width : widths) {
      sum += width > 0 ? (long) width + (sum == 0 ? 0 : GAP.length()) : 0;
    }
    return sum;
  }
}
