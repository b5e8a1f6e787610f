package dev.vireo.simulator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QuotingTest {

  /** Any bytes but NUL, which no argument can hold. */
  @Provide
  Arbitrary<String> bytes() {
    return Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> awkward() {
    return Arbitraries.strings().withChars("'\"\\$`!*?[]{}()<>|&;~# \t\n=%-a").ofMaxLength(30);
  }

  private static String singleQuoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String doubleQuoted(String text) {
    return '"' + text.replaceAll("([\\\\\"$`])", "\\\\$1") + '"';
  }

  @Property(tries = 500)
  void a_single_quoted_word_arrives_as_it_is(@ForAll("bytes") String text) {
    assertThat(new Sandbox().run("printf %s " + singleQuoted(text)).out()).isEqualTo(text);
  }

  @Property(tries = 500)
  void a_double_quoted_word_arrives_as_it_is(@ForAll("awkward") String text) {
    assertThat(new Sandbox().run("printf %s " + doubleQuoted(text)).out()).isEqualTo(text);
  }

  @Property(tries = 300)
  void a_variable_keeps_its_value_through_quotes(@ForAll("awkward") String text) {
    Sandbox.Result result =
        new Sandbox().run("x=" + singleQuoted(text) + "; y=$x; printf %s \"$y\"");
    assertThat(result.out()).isEqualTo(text);
  }

  @Property(tries = 300)
  void positional_parameters_stay_apart(@ForAll List<@From("awkward") String> words) {
    StringBuilder expected = new StringBuilder();
    words.forEach(word -> expected.append('<').append(word).append('>'));
    Sandbox.Result result =
        new Sandbox()
            .run(
                "for i in \"$@\"; do printf '<%s>' \"$i\"; done", "", words.toArray(String[]::new));
    assertThat(result.out()).isEqualTo(expected.toString());
  }

  @Property(tries = 500)
  void no_text_makes_the_parser_fail_in_another_way(@ForAll("awkward") String text) {
    Sandbox.Result result = new Sandbox().run(": " + text + "\n");
    assertThat(result.status()).isBetween(0, 255);
  }
}
