package dev.vireo.bus.selector;

import java.util.Locale;

/**
 * A piece of a selector's text.
 *
 * @param kind what it is
 * @param text the word as meant, without quotes; a sign as written
 * @param start where it begins
 * @param end where it ends
 */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    /** Without quotes; may be a keyword, a field or a value. */
    WORD,
    /** Between quotes: a value, or a tag's name. */
    QUOTED,
    /** A comparison, a parenthesis or a comma. */
    SIGN,
    END
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(keyword);
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** What was seen, for a message. */
  String seen() {
    return switch (kind) {
      case END -> "the end";
      default ->
          "'"
              + SelectorSyntaxException.oneLine(
                  text.length() > 40 ? text.substring(0, 40) + "..." : text)
              + "'";
    };
  }
}
