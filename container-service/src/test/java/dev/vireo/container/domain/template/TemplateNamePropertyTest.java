package dev.vireo.container.domain.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TemplateNamePropertyTest {

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.+~:-]+");

  @Property
  void a_suggestion_is_accepted_and_holds_nothing_that_a_shell_could_take_for_its_own(
      @ForAll("names") String name, @ForAll NamingRule rule) {
    Optional<NameSuggestion> suggestion = suggest(name, rule);
    suggestion.ifPresent(
        s -> {
          assertThat(TemplateName.of(s.name()).judge(rule))
              .isInstanceOf(NameVerdict.Accepted.class);
          assertThat(s.name()).matches(SAFE);
        });
  }

  @Property
  void what_is_accepted_is_its_own_suggestion(
      @ForAll("names") String name, @ForAll NamingRule rule) {
    if (TemplateName.of(name).judge(rule) instanceof NameVerdict.Accepted) {
      assertThat(suggest(name, rule).map(NameSuggestion::name)).contains(name);
    }
  }

  @Property
  void a_suggestion_is_its_own_suggestion(@ForAll("names") String name, @ForAll NamingRule rule) {
    suggest(name, rule)
        .ifPresent(
            s -> assertThat(suggest(s.name(), rule).orElseThrow().name()).isEqualTo(s.name()));
  }

  @Property
  void nothing_throws_and_each_rejection_has_a_column_of_the_name_and_a_reason(
      @ForAll byte[] name, @ForAll NamingRule rule) {
    if (TemplateName.of(name, 0, name.length).judge(rule) instanceof NameVerdict.Rejected r) {
      assertThat(r.column()).isBetween(1, name.length + 1);
      assertThat(r.reason()).isNotBlank();
    }
    NameSuggester.suggest(TemplateName.of(name, 0, name.length), rule, KnownInside.NOTHING);
  }

  @Property
  void the_scanner_agrees_with_the_pattern_of_the_product(@ForAll("names") String name) {
    boolean safe =
        SAFE.matcher(name).matches()
            && !name.startsWith("-")
            && !name.startsWith(".")
            && name.length() <= 255;
    assertThat(accepts(name, NamingRule.PVE1))
        .isEqualTo(safe && name.matches("([^-]+-[^-]+)-([^_]+)_([^_]+)_(i386|amd64)\\.tar\\.gz"));
    assertThat(accepts(name, NamingRule.PVE4)).isEqualTo(safe && name.matches(".+\\.tar\\.[gx]z"));
    assertThat(accepts(name, NamingRule.PVE8))
        .isEqualTo(safe && name.matches("(?i).+\\.tar\\.(gz|xz|zst|bz2)"));
  }

  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> word =
        Arbitraries.of(
            "debian",
            "Sabayon",
            "Linux",
            "6.0",
            "5.4",
            "20110101",
            "x86",
            "x86_64",
            "amd64",
            "i386",
            "arm64",
            "openvz",
            "standard",
            ".",
            "",
            "a b",
            ";",
            "é",
            "\n",
            "~");
    Arbitrary<String> separator = Arbitraries.of("-", "_", "-", "_", ".", " ", "");
    Arbitrary<String> end =
        Arbitraries.of(
            ".tar.gz", ".tar.gz", ".tar.gz", ".TAR.GZ", ".tar.xz", ".tar.zst", ".tgz", ".tar", "");
    Arbitrary<String> stem =
        Combinators.combine(word.list().ofMaxSize(7), separator.list().ofSize(7))
            .as(TemplateNamePropertyTest::join);
    Arbitrary<String> whole =
        Combinators.combine(
                Arbitraries.of("gentoo", "os_x"),
                Arbitraries.of("5", "1.0"),
                word,
                word,
                Arbitraries.of("i386", "amd64"))
            .as(
                (os, version, name, number, arch) ->
                    os + "-" + version + "-" + name + "_" + number + "_" + arch);
    return Arbitraries.oneOf(
        Combinators.combine(Arbitraries.oneOf(stem, whole), end).as((s, e) -> s + e),
        Arbitraries.strings().ofMaxLength(300),
        Arbitraries.strings().ascii().ofMaxLength(30).map(s -> s + ".tar.gz"));
  }

  private static String join(List<String> words, List<String> separators) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(words.get(i)).append(separators.get(i));
    }
    return text.toString();
  }

  private static boolean accepts(String name, NamingRule rule) {
    return TemplateName.of(name).judge(rule) instanceof NameVerdict.Accepted;
  }

  private static Optional<NameSuggestion> suggest(String name, NamingRule rule) {
    return NameSuggester.suggest(TemplateName.of(name), rule, KnownInside.NOTHING);
  }
}
