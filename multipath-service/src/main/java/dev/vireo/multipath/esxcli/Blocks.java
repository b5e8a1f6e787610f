package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.UnparsedLine;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads listings of records: a line that names a device or a path, then {@code Key: value} lines.
 *
 * <p>Indentation, blank lines and line ends carry no meaning here, for pasting loses them: a record
 * begins where a line is a name, wherever it stands. It ends where a line looks like a name of a
 * kind that is not known, and where a field comes a second time: what follows is reported, and
 * never taken for the device before. The scan is by hand over the text, for a large host prints
 * megabytes.
 */
final class Blocks {

  /** Takes what is read. */
  interface Sink {

    /** A record begins. */
    void open(String name, int line);

    /** A field of the open record; false where the key is not known. */
    boolean field(String key, String value, int line);
  }

  /** What names a record. */
  enum Heads {
    DEVICE,
    PATH
  }

  private final Heads heads;
  private final Sink sink;
  private final Unparsed unparsed;
  private final boolean severalFieldsALine;
  private final boolean nameless;
  private final Set<String> seen = new HashSet<>();
  private boolean open;
  private boolean aliases;

  private Blocks(
      String listing, Heads heads, boolean severalFieldsALine, boolean nameless, Sink sink) {
    this.heads = heads;
    this.severalFieldsALine = severalFieldsALine;
    this.nameless = nameless;
    this.open = nameless;
    this.sink = sink;
    this.unparsed = new Unparsed(listing);
  }

  /** Reads a text of one field a line. */
  static List<UnparsedLine> read(String listing, String text, Heads heads, Sink sink) {
    return new Blocks(listing, heads, false, false, sink).read(text);
  }

  /** Reads a text of the esxcfg tools, where a line can hold several fields. */
  static List<UnparsedLine> readDense(String listing, String text, Heads heads, Sink sink) {
    return new Blocks(listing, heads, true, false, sink).read(text);
  }

  /** Reads the fields of the one record that there is, which no line names. */
  static List<UnparsedLine> readNameless(String listing, String text, Sink sink) {
    return new Blocks(listing, Heads.DEVICE, false, true, sink).read(text);
  }

  private List<UnparsedLine> read(String text) {
    int number = 0;
    int length = text.length();
    for (int start = 0; start < length; ) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? length : end + 1;
      int stop = end < 0 ? length : end;
      number++;
      while (start < stop && isBlank(text.charAt(start))) {
        start++;
      }
      while (stop > start && isBlank(text.charAt(stop - 1))) {
        stop--;
      }
      if (start < stop) {
        line(text, start, stop, number);
      }
      start = next;
    }
    return unparsed.lines();
  }

  private void line(String text, int start, int stop, int number) {
    if (!nameless && isName(text, start, stop)) {
      if (aliases && text.startsWith("vml.", start)) {
        if (!open) {
          strange(text.substring(start, stop), true, number);
        }
        return;
      }
      int end = text.charAt(stop - 1) == ':' ? stop - 1 : stop;
      aliases = false;
      open = true;
      seen.clear();
      sink.open(text.substring(start, end), number);
      return;
    }
    int colon = colon(text, start, stop);
    if (colon > 0) {
      String key = text.substring(start, colon).stripTrailing();
      String value = text.substring(colon + 1, stop).strip();
      if (severalFieldsALine && dense(key, value, number)) {
        return;
      }
      aliases = key.equals("Other Names");
      if (!nameless && open && seen.contains(key)) {
        open = false;
        unparsed.add(
            number,
            text.substring(start, stop),
            "stands twice in a record: the line with the next name is missing");
        return;
      }
      if (taken(key, value, number)) {
        return;
      }
    }
    strange(text.substring(start, stop), colon > 0, number);
  }

  private boolean taken(String key, String value, int number) {
    if (open && sink.field(key, value, number)) {
      seen.add(key);
      return true;
    }
    return false;
  }

  /** Neither a name nor a known field: the shell's line, or one to report. */
  private void strange(String line, boolean field, int number) {
    Optional<String> command = Prompt.commandIn(line);
    if (command.isPresent()) {
      fieldsAfterCommand(line, number);
    } else if (!nameless && !isKnownDevice(line) && looksLikeName(line)) {
      open = false;
      unparsed.add(number, line, "looks like a name, of a kind that is not known");
    } else if (!isRuler(line)) {
      unparsed.add(
          number,
          line,
          field
              ? open
                  ? "no field of this listing has that name"
                  : "belongs to no record: the line with the name before it is missing"
              : "neither a name nor a field");
    }
  }

  /** A pasted line end that was lost: {@code command Key: value Key: value}. */
  private void fieldsAfterCommand(String line, int number) {
    int at = line.indexOf("  ");
    while (open && at >= 0) {
      int begin = at;
      while (begin < line.length() && isBlank(line.charAt(begin))) {
        begin++;
      }
      at = line.indexOf("  ", begin);
      String cell = line.substring(begin, at < 0 ? line.length() : at).strip();
      int colon = colon(cell, 0, cell.length());
      if (colon > 0) {
        String key = cell.substring(0, colon);
        if (!sink.field(key, cell.substring(colon + 1).strip(), number)) {
          unparsed.add(number, cell, "no field of this listing has that name");
        }
      }
    }
  }

  private static final String[] LATER_FIELDS = {
    " Model:",
    " Revis:",
    " Is Pseudo:",
    " Status:",
    " Is Removable:",
    " Is SSD:",
    " Channel:",
    " Target:",
    " LUN:"
  };

  /** Splits {@code Vendor: IBM Model: 2145 Revis: 0000}; false where there is but one field. */
  private boolean dense(String key, String value, int number) {
    if (value.indexOf(':') < 0) {
      return false;
    }
    String restKey = key;
    // What comes later in a line has a blank before it.
    String rest = " " + value;
    boolean split = false;
    for (String later : LATER_FIELDS) {
      int at = rest.indexOf(later);
      if (at < 0) {
        continue;
      }
      if (!open) {
        return false;
      }
      split = true;
      give(restKey, rest.substring(0, at).strip(), number);
      restKey = later.substring(1, later.length() - 1);
      rest = " " + rest.substring(at + later.length()).strip();
    }
    if (split) {
      aliases = false;
      give(restKey, rest.strip(), number);
    }
    return split;
  }

  private void give(String key, String value, int number) {
    if (!taken(key, value, number)) {
      unparsed.add(number, key + ": " + value, "no field of this listing has that name");
    }
  }

  /**
   * The first colon that ends a key: blanks or the line's end follow it. -1 where there is none.
   */
  private static int colon(String text, int start, int stop) {
    int at = start;
    while (true) {
      at = text.indexOf(':', at, stop);
      if (at < 0) {
        return -1;
      }
      if (at + 1 == stop || isBlank(text.charAt(at + 1))) {
        return at > start ? at : -1;
      }
      at++;
    }
  }

  private boolean isName(String text, int start, int stop) {
    if (heads == Heads.DEVICE) {
      return beginsDevice(text, start) && isWord(text, start, stop);
    }
    char first = text.charAt(start);
    return first >= 'a' && first <= 'z' && isPathName(text, start, stop);
  }

  static boolean beginsDevice(String text, int start) {
    // Most lines are fields, whose first letter tells that already.
    return switch (start < text.length() ? text.charAt(start) : ' ') {
      case 'n' -> text.startsWith("naa.", start);
      case 'e' -> text.startsWith("eui.", start);
      case 't' -> text.startsWith("t10.", start);
      case 'm' -> text.startsWith("mpx.", start);
      case 'v' -> text.startsWith("vml.", start);
      case 'u' -> text.startsWith("uuid.", start);
      case 's' -> text.startsWith("sym.", start);
      default -> false;
    };
  }

  private boolean isKnownDevice(String line) {
    return heads == Heads.DEVICE && beginsDevice(line, 0);
  }

  /** One word that begins as names do, {@code scheme.}, such as one of a scheme yet to come. */
  private static boolean looksLikeName(String line) {
    int dot = line.indexOf('.');
    if (dot < 1 || dot + 1 == line.length() || !isWord(line, 0, line.length())) {
      return false;
    }
    for (int i = 0; i < dot; i++) {
      char c = line.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }

  /** A path's name: one word of adapter-target-device, the device possibly missing. */
  private static boolean isPathName(String text, int start, int stop) {
    if (!isWord(text, start, stop)) {
      return false;
    }
    int end = text.charAt(stop - 1) == ':' ? stop - 1 : stop;
    for (int dash = text.indexOf('-', start, end);
        dash >= 0;
        dash = text.indexOf('-', dash + 1, end)) {
      if (dash + 1 == end || beginsDevice(text, dash + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String text, int start, int stop) {
    for (int i = start; i < stop; i++) {
      if (isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isRuler(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) != '-' && !isBlank(line.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Blanks and all that pasting leaves at the ends of lines: tabs, CR, no-break spaces, NUL. */
  static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\ufeff';
  }
}
