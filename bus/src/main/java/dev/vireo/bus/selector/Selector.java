package dev.vireo.bus.selector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A set of hosts, by what is known of them.
 *
 * <pre>{@code
 * all
 * product=esx and version>=6.7 and tag:env=prod and not name~'esx-1*'
 * name in (esx-01, esx-02) or (tag:canary and state=reachable)
 * }</pre>
 *
 * <p>{@code not} binds tighter than {@code and}, {@code and} tighter than {@code or}; keywords may
 * be written in any case. Fields: {@code name}, {@code address}, {@code product}, {@code version},
 * {@code build}, {@code state} (reachable or unreachable) and {@code tag:KEY}. Operators: {@code =
 * != ~ in}, and {@code < <= > >=} for version and build, which are compared as numbers: 6.10 is
 * more than 6.7, and 6.7 is 6.7.0. Values compare exactly, those of {@code product} and {@code
 * address} without regard to case. Quotes, single or double, allow any character; a backslash in
 * them takes the next one as it is.
 *
 * <p>What is not known of a host neither holds nor fails to: a host whose version was never read is
 * in neither {@code version<7} nor {@code not version<7}. A tag that a host does not have is known
 * to be absent, so {@code tag:env!=prod} holds for it.
 *
 * <p>{@code toString()} gives a text that parses to an equal selector.
 */
public sealed interface Selector {

  /** The longest text that is read, in UTF-16 units, and the longest that is given. */
  int MAX_LENGTH = 4_096;

  /** How deep parentheses and {@code not} may be nested. */
  int MAX_DEPTH = 64;

  /**
   * Reads a selector.
   *
   * @throws SelectorSyntaxException whatever else the text is
   */
  static Selector parse(String text) {
    return new SelectorParser(text, false).parse();
  }

  /**
   * Reads a selector of guests: it also knows {@code guest} (a guest's own name), {@code vmid}
   * (what its host calls it) and {@code kind} ({@code container} or {@code vm}). Held against a
   * host alone it is {@link Truth#UNKNOWN} where it depends on its guests.
   *
   * @throws SelectorSyntaxException whatever else the text is
   */
  static Selector parseGuests(String text) {
    return new SelectorParser(text, true).parse();
  }

  /** Whether the host belongs to the set: all that it takes is known of it and holds. */
  default boolean matches(HostFacts host) {
    return truth(host) == Truth.YES;
  }

  /** Whether it holds for a host, as far as the host is known. */
  Truth truth(HostFacts host);

  /** Whether something holds, if that is known. */
  enum Truth {
    NO,
    UNKNOWN,
    YES;

    static Truth of(boolean holds) {
      return holds ? YES : NO;
    }

    Truth negated() {
      return switch (this) {
        case NO -> YES;
        case UNKNOWN -> UNKNOWN;
        case YES -> NO;
      };
    }
  }

  /** Every host. */
  record All() implements Selector {

    @Override
    public Truth truth(HostFacts host) {
      return Truth.YES;
    }

    @Override
    public String toString() {
      return "all";
    }
  }

  /**
   * All of its terms.
   *
   * @param terms two or more
   */
  record And(List<Selector> terms) implements Selector {

    /** Two terms or more. */
    public And {
      terms = atLeastTwo(terms);
    }

    @Override
    public Truth truth(HostFacts host) {
      return terms.stream().map(term -> term.truth(host)).min(Truth::compareTo).orElse(Truth.YES);
    }

    @Override
    public String toString() {
      return terms.stream()
          .map(
              term ->
                  term instanceof And || term instanceof Or ? "(" + term + ")" : term.toString())
          .collect(Collectors.joining(" and "));
    }
  }

  /**
   * At least one of its terms.
   *
   * @param terms two or more
   */
  record Or(List<Selector> terms) implements Selector {

    /** Two terms or more. */
    public Or {
      terms = atLeastTwo(terms);
    }

    @Override
    public Truth truth(HostFacts host) {
      return terms.stream().map(term -> term.truth(host)).max(Truth::compareTo).orElse(Truth.NO);
    }

    @Override
    public String toString() {
      return terms.stream()
          .map(term -> term instanceof Or ? "(" + term + ")" : term.toString())
          .collect(Collectors.joining(" or "));
    }
  }

  /**
   * What its term is not.
   *
   * @param term what must not hold
   */
  record Not(Selector term) implements Selector {

    @Override
    public Truth truth(HostFacts host) {
      return term.truth(host).negated();
    }

    @Override
    public String toString() {
      return term instanceof And || term instanceof Or ? "not (" + term + ")" : "not " + term;
    }
  }

  /**
   * One field against one value or several.
   *
   * @param field what is looked at
   * @param operator how
   * @param values one; one or more for {@code in}; none for a tag's mere presence
   */
  record Comparison(Field field, Operator operator, List<String> values) implements Selector {

    /** The operator makes sense for the field, and the values for both. */
    public Comparison {
      values = List.copyOf(values);
      boolean counted =
          switch (operator) {
            case PRESENT -> values.isEmpty();
            case IN -> !values.isEmpty();
            default -> values.size() == 1;
          };
      if (!counted || !field.operators().contains(operator)) {
        throw new IllegalArgumentException(
            field + " " + operator + " does not go with " + values.size() + " values");
      }
      for (String value : values) {
        Optional<String> objection = field.objection(operator, value);
        if (objection.isPresent()) {
          throw new IllegalArgumentException(
              field + " is compared with " + objection.get() + ", not with '" + value + "'");
        }
      }
    }

    @Override
    public Truth truth(HostFacts host) {
      return Matching.truth(this, host);
    }

    @Override
    public String toString() {
      return switch (operator) {
        case PRESENT -> field.toString();
        case IN ->
            values.stream()
                .map(Quoting::quoted)
                .collect(Collectors.joining(", ", field + " in (", ")"));
        default -> field + operator.sign() + Quoting.quoted(values.getFirst());
      };
    }
  }

  private static List<Selector> atLeastTwo(List<Selector> terms) {
    if (terms.size() < 2) {
      throw new IllegalArgumentException("two terms or more, not " + terms.size());
    }
    return List.copyOf(terms);
  }
}
