package dev.vireo.inventory.domain;

import dev.vireo.bus.inventory.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host's storage adapters as it lists them.
 *
 * <p>{@code esxcli storage core adapter list} (5.0 and later) prints columns under a dashed ruler;
 * 6.x put a column {@code Capabilities} before the last. Cells may be empty, so only the ruler
 * tells columns apart; where a row does not keep to it (a copy that lost its blanks), runs of two
 * blanks or a TAB do. {@code esxcfg-scsidevs -a} (4.x) prints no header, and its first four columns
 * have no blank inside.
 */
public final class AdapterTable {

  private static final Pattern RULER = Pattern.compile("\\s*-{2,}(\\s+-{2,})+\\s*");
  private static final Pattern DASHES = Pattern.compile("-{2,}");
  private static final Pattern NAME = Pattern.compile("vmhba[0-9A-Za-z]+");
  private static final int FIXED_COLUMNS = 4;

  private AdapterTable() {}

  /** The adapters in a listing of either kind; lines that name none are passed over. */
  public static List<Adapter> read(String listing) {
    List<String> lines = listing.lines().map(String::stripTrailing).toList();
    List<Column> columns = List.of();
    List<Adapter> adapters = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (RULER.matcher(line).matches()) {
        columns = columns(i == 0 ? "" : lines.get(i - 1), line);
      } else if (NAME.matcher(firstWord(line)).matches()) {
        adapters.add(columns.isEmpty() ? plainRow(line) : ruledRow(columns, line));
      }
    }
    return List.copyOf(adapters);
  }

  /**
   * A column.
   *
   * @param title in lower case
   * @param from its first character
   * @param to after the last character of its dashes
   */
  private record Column(String title, int from, int to) {}

  private static List<Column> columns(String header, String ruler) {
    List<Column> columns = new ArrayList<>();
    Matcher dashes = DASHES.matcher(ruler);
    while (dashes.find()) {
      String title = cut(header, dashes.start(), dashes.end());
      columns.add(
          new Column(title.toLowerCase(java.util.Locale.ROOT), dashes.start(), dashes.end()));
    }
    return columns;
  }

  private static Adapter ruledRow(List<Column> columns, String line) {
    if (!fits(columns, line)) {
      return plainRow(line);
    }
    String[] cells = new String[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      int to = i == cells.length - 1 ? line.length() : columns.get(i).to();
      cells[i] = cut(line, columns.get(i).from(), to);
    }
    return new Adapter(
        firstWord(line),
        cell(columns, cells, "driver"),
        cell(columns, cells, "link state"),
        cell(columns, cells, "uid"),
        cell(columns, cells, "description"));
  }

  private static @Nullable String cell(List<Column> columns, String[] cells, String title) {
    for (int i = 0; i < cells.length; i++) {
      if (columns.get(i).title().equals(title)) {
        return cells[i].isEmpty() ? null : cells[i];
      }
    }
    return null;
  }

  /** Whether nothing stands between the columns. */
  private static boolean fits(List<Column> columns, String line) {
    if (line.indexOf('\t') >= 0) {
      return false;
    }
    for (int i = 1; i < columns.size(); i++) {
      if (!cut(line, columns.get(i - 1).to(), columns.get(i).from()).isEmpty()) {
        return false;
      }
    }
    return cut(line, 0, columns.getFirst().from()).isEmpty();
  }

  private static Adapter plainRow(String line) {
    List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+", FIXED_COLUMNS + 1)));
    while (words.size() <= FIXED_COLUMNS) {
      words.add("");
    }
    return new Adapter(
        words.get(0),
        some(words.get(1)),
        some(words.get(2)),
        some(words.get(3)),
        some(words.get(4)));
  }

  private static @Nullable String some(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static String firstWord(String line) {
    return line.strip().split("\\s", 2)[0];
  }

  private static String cut(String line, int from, int to) {
    return from >= line.length() ? "" : line.substring(from, Math.min(to, line.length())).strip();
  }
}
