package dev.vireo.bus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void replaces_a_nul_and_a_lone_half_of_a_pair_and_nothing_else() {
    assertThat(Text.storable("a\0b")).isEqualTo("a\uFFFDb");
    assertThat(Text.storable("\ud800x\udc00")).isEqualTo("\uFFFDx\uFFFD");
    assertThat(Text.storable("データ \ud83d\ude00\n")).isEqualTo("データ \ud83d\ude00\n");
  }

  @Test
  void gives_good_text_back_as_it_is() {
    String good = new String("naa.600507680c80".toCharArray());
    assertThat(Text.storable(good)).isSameAs(good);
  }

  @Test
  void says_how_much_was_left_out() {
    assertThat(Text.shortened("abcdef", 3)).isEqualTo("abc... (6 characters in all)");
    assertThat(Text.shortened("abc", 3)).isEqualTo("abc");
  }

  @Test
  void does_not_cut_through_a_pair() {
    assertThat(Text.shortened("ab\ud83d\ude00", 3)).startsWith("ab\uFFFD...");
  }

  @Property
  void any_text_is_storable_afterwards(@ForAll("texts") String text) {
    String storable = Text.storable(text);

    assertThat(storable).hasSameSizeAs(text).doesNotContain("\0");
    assertThat(new String(storable.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(storable);
    assertThat(Text.storable(storable)).isSameAs(storable);
  }

  @Property
  void any_text_becomes_one_line_of_bounded_length(@ForAll("texts") String text) {
    assertThat(Text.line(text, 10)).hasSizeLessThan(60).doesNotContainPattern("\\p{Cntrl}");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.chars().all(),
            Arbitraries.chars().range('\ud7f0', '\ue010'),
            Arbitraries.of('\0', '\n', 'x'))
        .list()
        .ofMaxSize(30)
        .map(
            chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            });
  }
}
