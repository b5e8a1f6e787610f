package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a listing in columns. The dashed ruler, or else the header, gives the columns' places; a
 * row that does not keep to them (edited by hand, blanks collapsed by a blog) is split at two or
 * more blanks, and at single ones where all but the last column are single words.
 *
 * <p>Releases 4.x print no ruler.
 */
final class Table {

  /**
   * @param names of the columns, in the order of the newest release; a release may lack some
   * @param leadingWords how many columns, from the first, always hold exactly one word
   * @param restIsOne whether those words and one last column are the whole row
   * @param isFirst what the first cell looks like
   */
  record Shape(
      String listing,
      List<String> names,
      int leadingWords,
      boolean restIsOne,
      Predicate<String> isFirst) {}

  /** Rows of cells, in the order of {@link Shape#names()}; absent columns are empty. */
  record Row(int line, List<String> cells) {}

  record Content(List<Row> rows, List<UnparsedLine> unparsed) {}

  private final Shape shape;
  private final Unparsed unparsed;
  private final List<Row> rows = new ArrayList<>();
  private List<String> header = List.of();
  private int[] places = {};

  private Table(Shape shape) {
    this.shape = shape;
    this.unparsed = new Unparsed(shape.listing());
  }

  static Content read(Shape shape, String text) {
    Table table = new Table(shape);
    int number = 0;
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      table.line(trimEnd(text.substring(start, stop)), ++number);
      start = stop + 1;
    }
    return new Content(table.rows, table.unparsed.lines());
  }

  private void line(String line, int number) {
    String bare = line.strip();
    if (bare.isEmpty() || Prompt.commandIn(bare).isPresent()) {
      return;
    }
    if (Blocks.isRuler(bare)) {
      takeRuler(line);
      return;
    }
    if (header.isEmpty() && takeHeader(line)) {
      return;
    }
    List<String> cells = split(line);
    if (cells.isEmpty()) {
      unparsed.add(
          number,
          line,
          shape.isFirst().test(firstWord(bare))
              ? "its columns cannot be told apart: the blanks between them are lost"
              : "no row of this listing begins so");
    } else {
      rows.add(new Row(number, inOrder(cells)));
    }
  }

  private boolean takeHeader(String line) {
    List<String> found = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (Blocks.isBlank(line.charAt(at))) {
        at++;
        continue;
      }
      String name = nameAt(line, at);
      if (found.isEmpty() && !name.equals(shape.names().getFirst())) {
        return false;
      }
      starts.add(at);
      found.add(name);
      at += name.length();
    }
    if (found.size() < 2 || !shape.names().contains(found.get(1))) {
      return false;
    }
    header = List.copyOf(found);
    places = starts.stream().mapToInt(Integer::intValue).toArray();
    return true;
  }

  /** The known name there, the longest that fits; else what stands there up to two blanks. */
  private String nameAt(String line, int at) {
    return shape.names().stream()
        .filter(n -> line.startsWith(n, at))
        .filter(
            n -> at + n.length() == line.length() || Blocks.isBlank(line.charAt(at + n.length())))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .orElseGet(
            () -> {
              int end = line.indexOf("  ", at);
              return line.substring(at, end < 0 ? line.length() : end);
            });
  }

  /** Dashes tell the places best, unless the blanks between them were collapsed to one. */
  private void takeRuler(String line) {
    List<Integer> starts = new ArrayList<>();
    int narrowestGap = 2;
    int gap = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '-') {
        if (i == 0 || line.charAt(i - 1) != '-') {
          narrowestGap = starts.isEmpty() ? narrowestGap : Math.min(narrowestGap, gap);
          starts.add(i);
        }
        gap = 0;
      } else {
        gap++;
      }
    }
    if (narrowestGap < 2) {
      places = new int[0];
    } else if (starts.size() == header.size()) {
      places = starts.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** The row's cells in the header's order; none where they cannot be told apart. */
  private List<String> split(String line) {
    int columns = header.isEmpty() ? shape.names().size() : header.size();
    if (places.length == columns && keepsToPlaces(line)) {
      return cut(line);
    }
    List<String> cells = Arrays.stream(line.strip().split("(?:\\s{2,}|\\t)+")).toList();
    boolean enough =
        cells.size() == columns || (shape.restIsOne() && cells.size() > shape.leadingWords());
    if (enough && leadingWordsFit(cells)) {
      return cells;
    }
    if (shape.restIsOne()) {
      List<String> words =
          Arrays.stream(line.strip().split("\\s+", shape.leadingWords() + 1)).toList();
      if (words.size() >= shape.leadingWords() && leadingWordsFit(words)) {
        return words;
      }
    }
    return List.of();
  }

  private boolean keepsToPlaces(String line) {
    if (line.indexOf('\t') >= 0) {
      return false;
    }
    for (int i = 1; i < places.length; i++) {
      if (places[i] < line.length() && !Blocks.isBlank(line.charAt(places[i] - 1))) {
        return false;
      }
    }
    return leadingWordsFit(cut(line));
  }

  private boolean leadingWordsFit(List<String> cells) {
    if (cells.size() < shape.leadingWords() || !shape.isFirst().test(cells.getFirst())) {
      return false;
    }
    return cells.subList(0, shape.leadingWords()).stream()
        .noneMatch(c -> c.isEmpty() || c.indexOf(' ') >= 0);
  }

  private List<String> cut(String line) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      int from = Math.min(places[i], line.length());
      int to = i + 1 < places.length ? Math.min(places[i + 1], line.length()) : line.length();
      cells.add(line.substring(from, to).strip());
    }
    return cells;
  }

  private List<String> inOrder(List<String> cells) {
    if (header.isEmpty() || header.equals(shape.names())) {
      List<String> all = new ArrayList<>(cells);
      while (all.size() < shape.names().size()) {
        all.add("");
      }
      return all;
    }
    return shape.names().stream()
        .map(
            name -> {
              int at = header.indexOf(name);
              return at >= 0 && at < cells.size() ? cells.get(at) : "";
            })
        .toList();
  }

  private static String firstWord(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }

  private static String trimEnd(String line) {
    int end = line.length();
    while (end > 0 && Blocks.isBlank(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }
}
