package dev.vireo.container.domain.lifecycle;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for many containers: <code>web-{n}</code> gives web-1, web-2, ...; <code>web-{n:3}</code>
 * gives web-001, web-002, ...
 */
public final class NamePattern {

  private static final Pattern NUMBER = Pattern.compile("\\{n(?::([1-9]))?}");

  private final String text;

  private NamePattern(String text) {
    this.text = text;
  }

  /**
   * The pattern that a text is, for so many names.
   *
   * @throws MalformedValue if a name that it gives is no host name, or many would have the same
   */
  public static NamePattern parse(String field, String text, int count) {
    NamePattern pattern = new NamePattern(text);
    if (count > 1 && !NUMBER.matcher(text).find()) {
      throw new MalformedValue(
          field, text, "for " + count + " containers it says where their number goes: web-{n}");
    }
    HostName.parse(field, pattern.name(1));
    HostName.parse(field, pattern.name(count));
    return pattern;
  }

  /** The name of this number, from 1. */
  public String name(int number) {
    Matcher places = NUMBER.matcher(text);
    return places.replaceAll((MatchResult place) -> digits(place, number));
  }

  private static String digits(MatchResult place, int number) {
    String width = place.group(1);
    String plain = Integer.toString(number);
    return width == null
        ? plain
        : "0".repeat(Math.max(0, width.charAt(0) - '0' - plain.length())) + plain;
  }
}
