package dev.vireo.multipath.esxcli;

import java.util.OptionalLong;

/** Numbers as hosts print them. */
final class Numbers {

  private static final int MOST_DIGITS = 18;

  private Numbers() {}

  /** Nothing where the text is no whole number of at most {@value #MOST_DIGITS} digits. */
  static OptionalLong parse(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalLong.empty();
      }
      number = number * 10 + (c - '0');
    }
    return OptionalLong.of(number);
  }
}
