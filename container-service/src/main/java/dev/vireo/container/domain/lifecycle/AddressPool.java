package dev.vireo.container.domain.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that may be given to containers: {@code 10.20.0.10-10.20.0.99}, {@code 10.20.0.0/24}
 * (without its first and last address), {@code 10.20.0.7}, or several of these with commas.
 *
 * @param ranges in the order given
 * @param prefix length of the prefix of a pool that is one network
 */
public record AddressPool(List<Span> ranges, OptionalInt prefix) {

  private static final long MOST = 1 << 20;

  /**
   * Consecutive addresses.
   *
   * @param first the first
   * @param last the last, not before the first
   */
  public record Span(Ipv4 first, Ipv4 last) {}

  public AddressPool {
    ranges = List.copyOf(ranges);
  }

  /**
   * The pool that a text is.
   *
   * @throws MalformedValue if it is none
   */
  public static AddressPool parse(String field, String text) {
    List<Span> ranges = new ArrayList<>();
    OptionalInt prefix = OptionalInt.empty();
    for (String part : text.split(",", -1)) {
      String item = part.strip();
      int slash = item.indexOf('/');
      if (slash >= 0) {
        int length = prefix(field, item.substring(slash + 1));
        prefix = OptionalInt.of(length);
        ranges.add(network(Ipv4.parse(field, item.substring(0, slash)), length));
      } else {
        ranges.add(range(field, item));
      }
    }
    long size = ranges.stream().mapToLong(r -> r.last().value() - r.first().value() + 1).sum();
    if (size > MOST) {
      throw new MalformedValue(field, text, "a pool has at most " + MOST + " addresses");
    }
    for (Span range : ranges) {
      if (!range.first().usable() || !range.last().usable()) {
        throw new MalformedValue(field, text, "no container can have its addresses");
      }
    }
    return new AddressPool(ranges, ranges.size() == 1 ? prefix : OptionalInt.empty());
  }

  private static int prefix(String field, String text) {
    if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < 12 || Integer.parseInt(text) > 32) {
      throw new MalformedValue(field, text, "the length of a pool's network prefix is 12 to 32");
    }
    return Integer.parseInt(text);
  }

  private static Span network(Ipv4 within, int length) {
    long size = 1L << (32 - length);
    long first = within.value() / size * size;
    return size <= 2
        ? new Span(new Ipv4(first), new Ipv4(first + size - 1))
        : new Span(new Ipv4(first + 1), new Ipv4(first + size - 2));
  }

  private static Span range(String field, String item) {
    int dash = item.indexOf('-');
    Ipv4 first = Ipv4.parse(field, dash < 0 ? item : item.substring(0, dash).strip());
    Ipv4 last = dash < 0 ? first : Ipv4.parse(field, item.substring(dash + 1).strip());
    if (last.compareTo(first) < 0) {
      throw new MalformedValue(field, item, "its last address comes before its first");
    }
    return new Span(first, last);
  }

  /** All addresses, in order. */
  public Stream<Ipv4> addresses() {
    return ranges.stream()
        .flatMap(
            r -> LongStream.rangeClosed(r.first().value(), r.last().value()).mapToObj(Ipv4::new));
  }

  /** Whether an address belongs to it. */
  public boolean holds(Ipv4 address) {
    return ranges.stream()
        .anyMatch(r -> r.first().compareTo(address) <= 0 && address.compareTo(r.last()) <= 0);
  }

  /** The length of the prefix its containers get: the one asked for, its own, or 24. */
  public int prefixOr(@Nullable Integer asked) {
    return asked != null ? asked : prefix.orElse(24);
  }
}
