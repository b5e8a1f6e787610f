package dev.vireo.multipath.domain;

import java.util.Optional;

/**
 * The name of a path while the host runs: adapter, channel, target, LUN ({@code vmhba1:C0:T3:L80}).
 * It is unique on its host at one moment, and may change over a reboot.
 *
 * @param value as the host prints it
 */
public record RuntimeName(String value) implements Comparable<RuntimeName> {

  private static final int MAX_LENGTH = 64;

  public RuntimeName {
    int bad = firstFault(value);
    if (bad > 0) {
      throw new MalformedValue(
          "path",
          value,
          bad,
          "is no runtime name from here on",
          "a runtime name is vmhbaN:CN:TN:LN, e.g. vmhba1:C0:T3:L80");
    }
  }

  /**
   * @throws MalformedValue where the text is no runtime name
   */
  public static RuntimeName parse(String text) {
    return new RuntimeName(text);
  }

  public static Optional<RuntimeName> tryParse(String text) {
    return firstFault(text) == 0 ? Optional.of(new RuntimeName(text)) : Optional.empty();
  }

  /** The adapter that the path leaves the host by: {@code vmhba1}. */
  public String adapter() {
    return value.substring(0, value.indexOf(':'));
  }

  @Override
  public int compareTo(RuntimeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  /** The place of the first character that does not fit, from 1; 0 where all fit. */
  private static int firstFault(String text) {
    if (text.length() > MAX_LENGTH) {
      return MAX_LENGTH + 1;
    }
    int at = 0;
    for (String part : new String[] {"vmhba", ":C", ":T", ":L"}) {
      for (int i = 0; i < part.length(); i++, at++) {
        if (at >= text.length() || text.charAt(at) != part.charAt(i)) {
          return at + 1;
        }
      }
      int digits = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == digits) {
        return at + 1;
      }
    }
    return at == text.length() ? 0 : at + 1;
  }
}
