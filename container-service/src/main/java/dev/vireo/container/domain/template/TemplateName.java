package dev.vireo.container.domain.template;

import dev.vireo.container.domain.template.NameScanner.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The name of a template file as bytes, for a folder of a host holds what it holds: text that is no
 * UTF-8 is judged like any other.
 *
 * <p>Besides what the release itself asks, a name may hold only letters, digits and {@code _.+~:-},
 * may not begin with a dash or a dot and has at most 255 bytes. Such a name is the same in a shell,
 * in a volume id and in a URL.
 */
public final class TemplateName {

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] bytes;

  private TemplateName(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Of text; what is no character becomes {@code ?}, which no rule takes. */
  public static TemplateName of(String text) {
    return new TemplateName(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of bytes {@code from} to {@code to} as a listing gave them, without their line end. */
  public static TemplateName of(byte[] text, int from, int to) {
    return new TemplateName(Arrays.copyOfRange(text, from, to));
  }

  /**
   * Whether the bytes are a name that the rule takes. Makes no object; {@link #judge} says why not.
   */
  public static boolean accepts(byte[] text, int from, int to, NamingRule rule) {
    return NameScanner.scan(text, from, to, rule) == NameScanner.ACCEPTED;
  }

  /** Whether the name is one that the rule takes; {@link #judge} says why not. */
  boolean isTakenBy(NamingRule rule) {
    return accepts(bytes, 0, bytes.length, rule);
  }

  /** The name; U+FFFD stands for what is no UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether a host that goes by this rule shows it. */
  public NameVerdict judge(NamingRule rule) {
    int found = NameScanner.scan(bytes, 0, bytes.length, rule);
    if (found == NameScanner.ACCEPTED) {
      return new NameVerdict.Accepted();
    }
    Fault fault = NameScanner.fault(found);
    int column = NameScanner.column(found);
    return new NameVerdict.Rejected(part(fault), column, reason(fault, column, rule));
  }

  private static NamePart part(Fault fault) {
    return switch (fault) {
      case NONE, EMPTY, TOO_LONG, CHARACTER, LEADING_DASH, HIDDEN -> NamePart.WHOLE_NAME;
      case EXTENSION -> NamePart.EXTENSION;
      case NO_OSTYPE, OSTYPE_UNENDED -> NamePart.OSTYPE;
      case NO_OSVERSION, OSVERSION_UNENDED -> NamePart.OSVERSION;
      case NO_NAME, NAME_UNENDED -> NamePart.NAME;
      case NO_VERSION -> NamePart.VERSION;
      case NO_ARCHITECTURE, ARCHITECTURE -> NamePart.ARCHITECTURE;
    };
  }

  private String reason(Fault fault, int column, NamingRule rule) {
    return switch (fault) {
      case NONE -> "";
      case EMPTY -> "name: it is empty";
      case TOO_LONG ->
          "name: it has " + bytes.length + " bytes, and a file system takes " + NameScanner.LONGEST;
      case CHARACTER -> character(column);
      case LEADING_DASH ->
          "name: the '-' at column 1 would make it an option of the commands that are given it";
      case HIDDEN -> "name: the '.' at column 1 hides the file, so no listing shows it";
      case EXTENSION -> extension(column, rule);
      case NO_OSTYPE -> "ostype: nothing stands before the '-' at column 1";
      case OSTYPE_UNENDED ->
          "ostype: no '-' ends it: " + at(column) + " where ostype-osversion-name is expected";
      case NO_OSVERSION ->
          "osversion: nothing stands between the first '-' and "
              + at(column)
              + "; ostype-osversion-name is expected";
      case OSVERSION_UNENDED ->
          "osversion: no second '-' ends it: "
              + at(column)
              + " where ostype-osversion-name is expected";
      case NO_NAME -> "name part: nothing stands between the second '-' and " + at(column);
      case NAME_UNENDED ->
          "name part: no '_' ends it: " + at(column) + " where _version_arch is expected";
      case NO_VERSION -> "version: nothing stands after the first '_': " + at(column);
      case NO_ARCHITECTURE ->
          "architecture: missing: " + at(column) + " where _i386 or _amd64 is expected";
      case ARCHITECTURE ->
          "architecture: '" + stemFrom(column) + "' at column " + column + " is not i386 or amd64";
    };
  }

  private String extension(int column, NamingRule rule) {
    String end = text().substring(Math.min(column - 1, bytes.length));
    String takes = rule.word() + " takes " + rule.extensionsInWords();
    if (end.isEmpty()) {
      return "extension: none at column " + column + "; " + takes;
    }
    if (column == 1) {
      return "extension: nothing stands before '" + end + "' at column 1; " + takes;
    }
    return "extension: '" + end + "' at column " + column + "; " + takes;
  }

  private String stemFrom(int column) {
    String text = text();
    int end = text.length() - ".tar.gz".length();
    return text.substring(column - 1, Math.max(column - 1, end));
  }

  private String at(int column) {
    String text = text();
    String stem = text.endsWith(".tar.gz") ? text.substring(0, text.length() - 7) : text;
    return column <= stem.length()
        ? "'" + stem.charAt(column - 1) + "' at column " + column
        : "it ends at column " + column;
  }

  private String character(int column) {
    int b = bytes[column - 1] & 0xff;
    String what;
    if (b == '/') {
      what = "a '/', so this is a path and no file of the template folder";
    } else if (b == 0) {
      what = "a NUL byte";
    } else if (b == '\n' || b == '\r') {
      what = "a line end";
    } else if (b == ' ' || b == '\t') {
      what = column == bytes.length ? "a trailing blank" : "a blank";
    } else if (b < 0x20 || b == 0x7f) {
      what = "control character 0x" + HEX.toHexDigits((byte) b);
    } else if (b < 0x80) {
      what = "'" + (char) b + "', which a shell or a volume id may take for something else";
    } else {
      what = otherThanAscii(column - 1);
    }
    return "name: column "
        + column
        + " is "
        + what
        + "; a template is named with letters, digits and _ . + ~ : - only";
  }

  private String otherThanAscii(int from) {
    String rest = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    int c = rest.codePointAt(0);
    if (c == 0xfffd && (bytes[from] & 0xff) != 0xef) {
      return "byte 0x" + HEX.toHexDigits(bytes[from]) + ", which is no UTF-8";
    }
    // A mark that turns the direction of writing must not get into a terminal.
    return Character.isLetterOrDigit(c)
        ? "'" + Character.toString(c) + "', which is not ASCII"
        : String.format("U+%04X, which is not ASCII", c);
  }
}
