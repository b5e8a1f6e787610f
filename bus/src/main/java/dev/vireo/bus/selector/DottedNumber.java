package dev.vireo.bus.selector;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version compared number by number: 6.10 comes after 6.7, and 6.7 is 6.7.0.
 *
 * @param parts from the most significant, without trailing zeros
 */
record DottedNumber(List<BigInteger> parts) implements Comparable<DottedNumber> {

  private static final Pattern LEADING = Pattern.compile("[0-9]{1,40}(?:\\.[0-9]{1,40}){0,9}");

  static boolean isOne(String text) {
    return LEADING.matcher(text).matches();
  }

  /** The number that a text begins with, as {@code 4.1.0} of {@code 4.1.0 GA}. */
  static Optional<DottedNumber> leading(String text) {
    Matcher matcher = LEADING.matcher(text);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    List<BigInteger> all =
        Arrays.stream(matcher.group().split("\\.", -1)).map(BigInteger::new).toList();
    int significant = all.size();
    while (significant > 0 && all.get(significant - 1).signum() == 0) {
      significant--;
    }
    return Optional.of(new DottedNumber(List.copyOf(all.subList(0, significant))));
  }

  @Override
  public int compareTo(DottedNumber other) {
    return Arrays.compare(parts.toArray(BigInteger[]::new), other.parts.toArray(BigInteger[]::new));
  }
}
