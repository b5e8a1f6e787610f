package dev.vireo.simulator.shell;

/**
 * Shell patterns. A backslash makes the next character literal; that is also how the expander marks
 * what was quoted.
 */
final class Glob {
  /** What means something in a pattern. */
  private static final String SPECIAL = "*?[]\\";

  private Glob() {}

  /** Whether a pattern holds a wildcard at all. */
  static boolean isPattern(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || (c == '[' && pattern.indexOf(']', i) > 0)) {
        return true;
      }
    }
    return false;
  }

  static String escape(String literal) {
    if (isPlain(literal)) {
      return literal;
    }
    StringBuilder escaped = new StringBuilder();
    for (char c : literal.toCharArray()) {
      if (SPECIAL.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }

  private static boolean isPlain(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (SPECIAL.indexOf(literal.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  static String unescape(String pattern) {
    if (pattern.indexOf('\\') < 0) {
      return pattern;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\' && i + 1 < pattern.length()) {
        i++;
      }
      text.append(pattern.charAt(i));
    }
    return text.toString();
  }

  static boolean matches(String pattern, String text) {
    return matches(pattern, 0, text, 0);
  }

  private static boolean matches(String pattern, int p, String text, int t) {
    int starPattern = -1;
    int starText = -1;
    while (true) {
      int step = p < pattern.length() ? single(pattern, p, text, t) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starPattern = ++p;
        starText = t;
      } else if (step > 0) {
        p += step;
        t++;
      } else if (p == pattern.length() && t == text.length()) {
        return true;
      } else if (starPattern >= 0 && starText < text.length()) {
        p = starPattern;
        t = ++starText;
      } else {
        return false;
      }
    }
  }

  /** How much of the pattern the character at {@code t} uses up; -1 when it doesn't match. */
  private static int single(String pattern, int p, String text, int t) {
    if (t >= text.length()) {
      return -1;
    }
    char c = text.charAt(t);
    switch (pattern.charAt(p)) {
      case '?' -> {
        return 1;
      }
      case '[' -> {
        int end = classEnd(pattern, p);
        return end < 0 ? (c == '[' ? 1 : -1) : inClass(pattern, p + 1, end, c) ? end + 1 - p : -1;
      }
      case '\\' -> {
        if (p + 1 < pattern.length()) {
          return pattern.charAt(p + 1) == c ? 2 : -1;
        }
        return c == '\\' ? 1 : -1;
      }
      default -> {
        return pattern.charAt(p) == c ? 1 : -1;
      }
    }
  }

  private static int classEnd(String pattern, int open) {
    int i = open + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    for (int first = i; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      } else if (pattern.charAt(i) == ']' && i > first) {
        return i;
      }
    }
    return -1;
  }

  private static boolean inClass(String pattern, int from, int end, char c) {
    boolean negated = pattern.charAt(from) == '!' || pattern.charAt(from) == '^';
    boolean found = false;
    for (int i = negated ? from + 1 : from; i < end; i++) {
      if (pattern.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      char low = pattern.charAt(i);
      char high = low;
      if (i + 2 < end && pattern.charAt(i + 1) == '-') {
        high = pattern.charAt(i + 2);
        i += 2;
      }
      found |= low <= c && c <= high;
    }
    return found != negated;
  }
}
