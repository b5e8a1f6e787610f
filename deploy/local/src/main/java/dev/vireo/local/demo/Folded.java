package dev.vireo.local.demo;

import java.util.ArrayList;
import java.util.List;

/** Lines as they are read on a terminal of 80 columns: broken at blanks, indented as they began. */
final class Folded {

  static final int COLUMNS = 80;

  private static final int FURTHER = 4;

  private Folded() {}

  /**
   * The line in parts, each at most so wide. What follows the first is indented a little more than
   * it; a word that is too long by itself is a part by itself.
   */
  static List<String> lines(String line, int columns) {
    String rest = line.stripTrailing();
    int indent = rest.length() - rest.stripLeading().length();
    String pad = " ".repeat(Math.min(indent + FURTHER, columns / 2));
    List<String> parts = new ArrayList<>();
    int from = indent;
    while (rest.length() > columns) {
      int blank = rest.lastIndexOf(' ', columns);
      if (blank <= from) {
        blank = rest.indexOf(' ', columns);
      }
      if (blank < 0) {
        break;
      }
      parts.add(rest.substring(0, blank).stripTrailing());
      rest = pad + rest.substring(blank).stripLeading();
      from = pad.length();
    }
    parts.add(rest);
    return parts;
  }
}
