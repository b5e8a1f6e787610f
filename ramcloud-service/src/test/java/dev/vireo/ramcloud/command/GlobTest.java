package dev.vireo.ramcloud.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "*, abc, true",
    "a*c, abbc, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "h[ae]llo, hello, true",
    "h[^e]llo, hello, false",
    "h[a-c]llo, hbllo, true",
    "h[c-a]llo, hbllo, true",
    "a\\*c, a*c, true",
    "a\\*c, abc, false",
    "[abc, c, true",
    "a, b, false"
  })
  void patterns_match_as_in_redis(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(bytes(pattern), bytes(text))).isEqualTo(matches);
  }

  @Property(tries = 300)
  void a_text_matches_itself_with_stars_put_in(
      @ForAll @StringLength(max = 20) @CharRange(from = 'a', to = 'e') String text,
      @ForAll int seed) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      pattern.append((seed >>> (i % 31) & 1) == 0 ? text.substring(i, i + 1) : "*");
    }
    assertThat(Glob.matches(bytes(pattern.toString()), bytes(text))).isTrue();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
