package dev.vireo.container.domain.template;

/**
 * Holds a name against a rule, in one pass over its bytes and without making an object: a folder of
 * templates is small, an index of a mirror is not.
 *
 * <p>What it finds is a number: {@link #ACCEPTED}, or the broken thing and where, which {@link
 * #fault} and {@link #column} take apart. Since a name's first byte outside the safe set ends the
 * scan, every byte before it is one character and columns are characters.
 */
final class NameScanner {

  /** The longest name that a Linux file system takes, in bytes. */
  static final int LONGEST = 255;

  static final int ACCEPTED = 0;

  /** What can be wrong, in the order in which it is looked for. */
  enum Fault {
    NONE,
    EMPTY,
    TOO_LONG,
    CHARACTER,
    LEADING_DASH,
    HIDDEN,
    EXTENSION,
    NO_OSTYPE,
    OSTYPE_UNENDED,
    NO_OSVERSION,
    OSVERSION_UNENDED,
    NO_NAME,
    NAME_UNENDED,
    NO_VERSION,
    NO_ARCHITECTURE,
    ARCHITECTURE
  }

  private static final Fault[] FAULTS = Fault.values();
  private static final boolean[] SAFE = new boolean[256];

  static {
    String safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+~:-";
    for (int i = 0; i < safe.length(); i++) {
      SAFE[safe.charAt(i)] = true;
    }
  }

  private NameScanner() {}

  static Fault fault(int found) {
    return FAULTS[found >>> 16];
  }

  /** From 1. */
  static int column(int found) {
    return found & 0xffff;
  }

  static boolean isSafe(int c) {
    return c >= 0 && c < 256 && SAFE[c];
  }

  private static int found(Fault fault, int column) {
    return fault.ordinal() << 16 | Math.min(column, 0xffff);
  }

  /** Scans bytes {@code from} to {@code to}, the latter exclusive. */
  static int scan(byte[] text, int from, int to, NamingRule rule) {
    if (from == to) {
      return found(Fault.EMPTY, 1);
    }
    int limit = Math.min(to, from + LONGEST);
    for (int i = from; i < limit; i++) {
      if (!SAFE[text[i] & 0xff]) {
        return found(Fault.CHARACTER, i - from + 1);
      }
    }
    if (to - from > LONGEST) {
      return found(Fault.TOO_LONG, LONGEST + 1);
    }
    if (text[from] == '-') {
      return found(Fault.LEADING_DASH, 1);
    }
    if (text[from] == '.') {
      return found(Fault.HIDDEN, 1);
    }
    int end = stemEnd(text, from, to, rule);
    if (end < 0) {
      return found(Fault.EXTENSION, extensionStart(text, from, to) - from + 1);
    }
    return rule.hasScheme() ? scheme(text, from, end) : ACCEPTED;
  }

  /** Where the extension begins that the rule takes, or -1. At least one byte must stand before. */
  private static int stemEnd(byte[] text, int from, int to, NamingRule rule) {
    for (int i = 0; i < rule.extensionCount(); i++) {
      String extension = rule.extension(i);
      int start = to - extension.length();
      if (start > from && endsWith(text, start, extension, rule.takesAnyCase())) {
        return start;
      }
    }
    return -1;
  }

  private static boolean endsWith(byte[] text, int start, String extension, boolean anyCase) {
    for (int i = 0; i < extension.length(); i++) {
      int c = text[start + i];
      if (anyCase && c >= 'A' && c <= 'Z') {
        c += 'a' - 'A';
      }
      if (c != extension.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where an extension stands or should: at {@code .tar}, else at the last dot, else at the end.
   */
  private static int extensionStart(byte[] text, int from, int to) {
    int dot = -1;
    for (int i = to - 1; i >= from; i--) {
      if (text[i] == '.') {
        dot = dot < 0 ? i : dot;
        if (i + 4 <= to && endsWith(text, i, ".tar", true)) {
          return i;
        }
      }
    }
    // The dot of a release, as in debian-6.0, begins no extension.
    return dot < 0 || dot + 1 >= to || isDigit(text[dot + 1]) ? to : dot;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /**
   * {@code ^([^-]+-[^-]+)-([^_]+)_([^_]+)_(i386|amd64)$} over the stem. Each part ends at the first
   * byte that may end it, for none of them may hold that byte: there is nothing to try again.
   */
  private static int scheme(byte[] text, int from, int end) {
    int dash = indexOf(text, from, end, '-');
    if (dash == from) {
      return found(Fault.NO_OSTYPE, 1);
    }
    if (dash < 0) {
      int underscore = indexOf(text, from, end, '_');
      return found(Fault.OSTYPE_UNENDED, (underscore > from ? underscore : end) - from + 1);
    }
    int version = dash + 1;
    dash = indexOf(text, version, end, '-');
    if (dash == version || version == end) {
      return found(Fault.NO_OSVERSION, version - from + 1);
    }
    if (dash < 0) {
      int underscore = indexOf(text, version, end, '_');
      return found(Fault.OSVERSION_UNENDED, (underscore > version ? underscore : end) - from + 1);
    }
    int name = dash + 1;
    int underscore = indexOf(text, name, end, '_');
    if (underscore == name || name == end) {
      return found(Fault.NO_NAME, name - from + 1);
    }
    if (underscore < 0) {
      return found(Fault.NAME_UNENDED, end - from + 1);
    }
    version = underscore + 1;
    underscore = indexOf(text, version, end, '_');
    if (underscore == version || version == end) {
      return found(Fault.NO_VERSION, version - from + 1);
    }
    if (underscore < 0) {
      return found(Fault.NO_ARCHITECTURE, end - from + 1);
    }
    int arch = underscore + 1;
    if (arch == end) {
      return found(Fault.NO_ARCHITECTURE, end - from + 1);
    }
    boolean known =
        (end - arch == 4 && endsWith(text, arch, "i386", false))
            || (end - arch == 5 && endsWith(text, arch, "amd64", false));
    return known ? ACCEPTED : found(Fault.ARCHITECTURE, arch - from + 1);
  }

  private static int indexOf(byte[] text, int from, int end, int c) {
    for (int i = from; i < end; i++) {
      if (text[i] == c) {
        return i;
      }
    }
    return -1;
  }
}
