package dev.vireo.bus.selector;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How words are written so that they are read as what they are. */
final class Quoting {

  /** Words that mean something by themselves, in any case. */
  static final Set<String> KEYWORDS = Set.of("all", "and", "or", "not", "in");

  private static final Pattern BARE = Pattern.compile("[\\p{Alnum}._*?:/@%+-]+");

  private Quoting() {}

  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** As it is where that reads back, else between the quotes that need fewer backslashes. */
  static String quoted(String value) {
    if (BARE.matcher(value).matches() && !isKeyword(value)) {
      return value;
    }
    long single = value.chars().filter(c -> c == '\'').count();
    long twice = value.chars().filter(c -> c == '"').count();
    String quote = single <= twice ? "'" : "\"";
    return quote + value.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote;
  }
}
