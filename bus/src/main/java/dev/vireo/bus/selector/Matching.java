package dev.vireo.bus.selector;

import dev.vireo.bus.selector.Selector.Comparison;
import dev.vireo.bus.selector.Selector.Truth;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** One comparison held against one host. */
final class Matching {

  private Matching() {}

  static Truth truth(Comparison comparison, HostFacts host) {
    Field field = comparison.field();
    Optional<String> known = field.of(host);
    if (known == null) {
      return Truth.UNKNOWN;
    }
    if (comparison.operator() == Operator.PRESENT) {
      return Truth.of(known.isPresent());
    }
    if (known.isEmpty()) {
      return Truth.of(comparison.operator() == Operator.NOT_EQUAL);
    }
    boolean numeric = field instanceof Field.Fact fact && fact.isNumeric();
    return numeric && comparison.operator() != Operator.LIKE
        ? byNumber(comparison, known.get())
        : Truth.of(byText(comparison, known.get()));
  }

  /** Unknown where the host's own text does not begin with a number. */
  private static Truth byNumber(Comparison comparison, String known) {
    Optional<DottedNumber> number = DottedNumber.leading(known);
    if (number.isEmpty()) {
      return Truth.UNKNOWN;
    }
    Predicate<Predicate<Integer>> holds =
        test ->
            comparison.values().stream()
                .flatMap(value -> DottedNumber.leading(value).stream())
                .anyMatch(value -> test.test(number.get().compareTo(value)));
    return Truth.of(
        switch (comparison.operator()) {
          case EQUAL, IN -> holds.test(order -> order == 0);
          case NOT_EQUAL -> holds.test(order -> order != 0);
          case LESS -> holds.test(order -> order < 0);
          case LESS_OR_EQUAL -> holds.test(order -> order <= 0);
          case GREATER -> holds.test(order -> order > 0);
          case GREATER_OR_EQUAL -> holds.test(order -> order >= 0);
          case LIKE, PRESENT -> throw new IllegalStateException("not by number");
        });
  }

  private static boolean byText(Comparison comparison, String known) {
    boolean anyCase =
        comparison.field() == Field.Fact.PRODUCT || comparison.field() == Field.Fact.ADDRESS;
    String text = anyCase ? known.toLowerCase(Locale.ROOT) : known;
    return switch (comparison.operator()) {
      case NOT_EQUAL -> comparison.values().stream().noneMatch(v -> same(v, text, anyCase));
      case LIKE ->
          comparison.values().stream()
              .anyMatch(v -> Glob.matches(anyCase ? v.toLowerCase(Locale.ROOT) : v, text));
      default -> comparison.values().stream().anyMatch(v -> same(v, text, anyCase));
    };
  }

  private static boolean same(String value, String text, boolean anyCase) {
    return (anyCase ? value.toLowerCase(Locale.ROOT) : value).equals(text);
  }
}
