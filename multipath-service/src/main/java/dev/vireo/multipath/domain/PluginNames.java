package dev.vireo.multipath.domain;

import java.util.Locale;

/** The grammar that names of path selection and storage array plug-ins share. */
final class PluginNames {

  private static final int MAX_LENGTH = 64;

  private PluginNames() {}

  /**
   * Checks a name.
   *
   * @throws MalformedValue where it holds anything but A-Z, 0-9 and _, or does not begin with a
   *     letter; says so where only the case is wrong
   */
  static void check(String field, String text, String example) {
    int bad = firstFault(text);
    if (bad > 0) {
      String upper = text.toUpperCase(Locale.ROOT);
      String expected =
          !upper.equals(text) && firstFault(upper) == 0
              ? "did you mean " + upper + "?"
              : "a name is upper-case letters, digits and _, e.g. " + example;
      String problem =
          text.isEmpty()
              ? "is empty"
              : bad > text.length()
                  ? "is too long"
                  : "character '" + MalformedValue.shown(text.charAt(bad - 1)) + "' is not allowed";
      throw new MalformedValue(field, text, bad, problem, expected);
    }
  }

  static boolean fits(String text) {
    return firstFault(text) == 0;
  }

  private static int firstFault(String text) {
    if (text.isEmpty()) {
      return 1;
    }
    if (text.length() > MAX_LENGTH) {
      return text.length() + 1;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'A' && c <= 'Z';
      boolean later = i > 0 && ((c >= '0' && c <= '9') || c == '_');
      if (!letter && !later) {
        return i + 1;
      }
    }
    return 0;
  }
}
