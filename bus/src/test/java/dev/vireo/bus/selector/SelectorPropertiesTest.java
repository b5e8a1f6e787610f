package dev.vireo.bus.selector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.selector.Field.Fact;
import dev.vireo.bus.selector.Field.Tag;
import dev.vireo.bus.selector.Selector.All;
import dev.vireo.bus.selector.Selector.And;
import dev.vireo.bus.selector.Selector.Comparison;
import dev.vireo.bus.selector.Selector.Not;
import dev.vireo.bus.selector.Selector.Or;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SelectorPropertiesTest {

  private static final List<HostFacts> HOSTS =
      List.of(
          new HostFacts("a", "a:22", "esx", "6.7.0", "1", Map.of("env", "prod"), true),
          new HostFacts("b", "b", "pve", "8.1", "2", Map.of(), false),
          new HostFacts("c", "c", null, null, null, Map.of("env", "test"), null));

  @Property
  void what_is_printed_parses_back(@ForAll("selectors") Selector selector) {
    assertThat(Selector.parse(selector.toString())).isEqualTo(selector);
  }

  @Property
  void any_text_is_a_selector_or_refused_with_a_place(@ForAll String text) {
    assertReadOrRefused(text);
  }

  @Property
  void any_row_of_words_is_a_selector_or_refused_with_a_place(@ForAll("rows") String text) {
    assertReadOrRefused(text);
  }

  @Property
  void any_damaged_selector_is_a_selector_or_refused_with_a_place(
      @ForAll("selectors") Selector selector,
      @ForAll @IntRange(min = 0) int where,
      @ForAll char c) {
    String text = selector.toString();
    int at = where % text.length();
    assertReadOrRefused(text.substring(0, at));
    assertReadOrRefused(text.substring(0, at) + c + text.substring(at));
    assertReadOrRefused(text.substring(0, at) + text.substring(at + 1));
  }

  @Property
  void no_host_is_both_in_a_set_and_in_its_opposite(@ForAll("selectors") Selector selector) {
    for (HostFacts host : HOSTS) {
      boolean in = selector.matches(host);
      assertThat(in && new Not(selector).matches(host)).isFalse();
      assertThat(new Not(new Not(selector)).matches(host)).isEqualTo(in);
    }
  }

  @Property
  void de_morgan_holds_for_what_is_not_known_too(
      @ForAll("selectors") Selector a, @ForAll("selectors") Selector b) {
    for (HostFacts host : HOSTS) {
      assertThat(new Not(new And(List.of(a, b))).truth(host))
          .isEqualTo(new Or(List.of(new Not(a), new Not(b))).truth(host));
    }
  }

  @Property
  void a_glob_matches_as_the_regular_expression_does(
      @ForAll("globs") String glob, @ForAll("globs") String text) {
    String regex =
        glob.chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining());
    assertThat(Glob.matches(glob, text))
        .isEqualTo(Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
  }

  private static void assertReadOrRefused(String text) {
    Selector selector;
    try {
      selector = Selector.parse(text);
    } catch (SelectorSyntaxException e) {
      assertThat(e.position()).isBetween(0, text.length());
      assertThat(e.problem()).isNotBlank();
      assertThat(e.caret().lines()).hasSize(2);
      return;
    }
    assertThat(Selector.parse(selector.toString())).isEqualTo(selector);
    HOSTS.forEach(selector::truth);
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.strings().withChars("ab*?\n").ofMaxLength(12);
  }

  @Provide
  Arbitrary<String> rows() {
    return Arbitraries.of(
            "all",
            "and",
            "or",
            "not",
            "in",
            "name",
            "version",
            "state",
            "tag:",
            "tag:env",
            "=",
            "!=",
            "~",
            ">=",
            "<",
            "(",
            ")",
            ",",
            "'",
            "\"",
            "\\",
            "esx",
            "6.7",
            "'a b'",
            "!",
            "&",
            "\n",
            "reachable")
        .list()
        .ofMaxSize(25)
        .flatMap(words -> Arbitraries.of(" ", "").map(between -> String.join(between, words)));
  }

  @Provide
  Arbitrary<Selector> selectors() {
    return Arbitraries.recursive(() -> leaves(), SelectorPropertiesTest::joined, 0, 4)
        .filter(selector -> selector.toString().length() <= Selector.MAX_LENGTH);
  }

  private static Arbitrary<Selector> joined(Arbitrary<Selector> inner) {
    Arbitrary<List<Selector>> some = inner.list().ofMinSize(2).ofMaxSize(3);
    return Arbitraries.oneOf(
        inner.map(term -> (Selector) new Not(term)),
        some.map(terms -> (Selector) new And(terms)),
        some.map(terms -> (Selector) new Or(terms)),
        inner);
  }

  private static Arbitrary<Selector> leaves() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMinLength(1).ofMaxLength(6),
            Arbitraries.strings().withChars("'\"\\ *?(),a").ofMinLength(1).ofMaxLength(6),
            Arbitraries.of("and", "ALL", "In", "esx", "prod", "a"));
    Arbitrary<String> versions = Arbitraries.of("6.7", "6.10.0", "0", "8.1.2", "007");
    Arbitrary<Selector> text =
        Combinators.combine(
                Arbitraries.of(Fact.NAME, Fact.ADDRESS, Fact.PRODUCT),
                Arbitraries.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE),
                texts)
            .as((field, operator, value) -> new Comparison(field, operator, List.of(value)));
    Arbitrary<Selector> number =
        Combinators.combine(
                Arbitraries.of(Fact.VERSION, Fact.BUILD),
                Arbitraries.of(
                    Operator.LESS,
                    Operator.LESS_OR_EQUAL,
                    Operator.GREATER,
                    Operator.GREATER_OR_EQUAL,
                    Operator.EQUAL,
                    Operator.NOT_EQUAL,
                    Operator.LIKE),
                versions)
            .as((field, operator, value) -> new Comparison(field, operator, List.of(value)));
    Arbitrary<Selector> list =
        Combinators.combine(texts.map(Tag::new), texts.list().ofMinSize(1).ofMaxSize(3))
            .as((field, values) -> new Comparison(field, Operator.IN, values));
    Arbitrary<Selector> state =
        Arbitraries.of("reachable", "unreachable")
            .map(value -> new Comparison(Fact.STATE, Operator.EQUAL, List.of(value)));
    Arbitrary<Selector> present =
        texts.map(key -> new Comparison(new Tag(key), Operator.PRESENT, List.of()));
    return Arbitraries.oneOf(Arbitraries.just(new All()), text, number, list, state, present);
  }
}
