package dev.vireo.bus.selector;

import dev.vireo.bus.selector.Selector.Comparison;
import dev.vireo.bus.selector.Selector.Truth;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One comparison held against one host. */
final class Matching {

  private Matching() {}

  static Truth truth(Comparison comparison, HostFacts host) {
    return switch (observed(comparison.field(), host)) {
      case Observed.Nothing.UNKNOWN -> Truth.UNKNOWN;
      case Observed.Nothing.ABSENT -> Truth.of(comparison.operator() == Operator.NOT_EQUAL);
      case Observed.Value(String text) -> truth(comparison, text);
    };
  }

  private static Truth truth(Comparison comparison, String known) {
    if (comparison.operator() == Operator.PRESENT) {
      return Truth.YES;
    }
    boolean numeric = comparison.field() instanceof Field.Fact fact && fact.isNumeric();
    return numeric && comparison.operator() != Operator.LIKE
        ? byNumber(comparison, known)
        : Truth.of(byText(comparison, known));
  }

  private static Observed observed(Field field, HostFacts host) {
    return switch (field) {
      case Field.Tag(String key) -> Observed.of(host.tags().get(key), Observed.Nothing.ABSENT);
      case Field.Fact fact -> Observed.of(text(fact, host), Observed.Nothing.UNKNOWN);
    };
  }

  private static @Nullable String text(Field.Fact fact, HostFacts host) {
    GuestFacts guest = host.guest();
    return switch (fact) {
      case NAME -> host.name();
      case ADDRESS -> host.address();
      case PRODUCT -> host.product();
      case VERSION -> host.version();
      case BUILD -> host.build();
      case STATE ->
          host.reachable() == null ? null : host.reachable() ? "reachable" : "unreachable";
      case GUEST -> guest == null ? null : guest.name();
      case VMID -> guest == null ? null : guest.id();
      case KIND -> guest == null ? null : guest.kind();
    };
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
