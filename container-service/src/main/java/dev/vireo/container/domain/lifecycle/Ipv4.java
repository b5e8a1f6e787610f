package dev.vireo.container.domain.lifecycle;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param value its 32 bits as a number from 0
 */
public record Ipv4(long value) implements Comparable<Ipv4> {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern TEXT =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

  /**
   * The address that a text is.
   *
   * @throws MalformedValue if it is none; a leading zero makes it none, since tools differ on it
   */
  public static Ipv4 parse(String field, String text) {
    Matcher octets = TEXT.matcher(text);
    if (!octets.matches()) {
      throw new MalformedValue(field, text, "an IPv4 address is written as 192.0.2.17");
    }
    long value = 0;
    for (int i = 1; i <= 4; i++) {
      value = value << 8 | Integer.parseInt(octets.group(i));
    }
    return new Ipv4(value);
  }

  /** The words of a text that are IPv4 addresses, in order; the others are passed over. */
  public static List<Ipv4> wordsOf(String text) {
    return Arrays.stream(text.split("[\\s,]+"))
        .filter(word -> TEXT.matcher(word).matches())
        .map(word -> parse("word", word))
        .toList();
  }

  /** Whether an address can be given to a container: no network, loopback or group address. */
  public boolean usable() {
    int first = (int) (value >> 24);
    return first != 0 && first != 127 && first < 224;
  }

  @Override
  public int compareTo(Ipv4 other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return (value >> 24)
        + "."
        + (value >> 16 & 255)
        + "."
        + (value >> 8 & 255)
        + "."
        + (value & 255);
  }
}
