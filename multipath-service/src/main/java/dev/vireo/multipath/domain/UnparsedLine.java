package dev.vireo.multipath.domain;

/**
 * A line that a host printed and that is not understood: kept and reported, never dropped silently.
 *
 * @param listing which listing it stood in
 * @param line its number there, from 1
 * @param text the line, cut at {@value #LONGEST} characters
 * @param reason why it is not understood
 */
public record UnparsedLine(String listing, int line, String text, String reason) {

  public static final int LONGEST = 500;

  public UnparsedLine {
    text = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
