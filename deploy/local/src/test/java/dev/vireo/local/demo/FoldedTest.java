package dev.vireo.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines that are too long for a terminal. */
final class FoldedTest {

  @Test
  void a_line_that_fits_stays_as_it_is() {
    assertThat(Folded.lines("  short", 10)).containsExactly("  short");
    assertThat(Folded.lines("", 10)).containsExactly("");
  }

  @Test
  void a_long_line_is_broken_at_blanks_and_goes_on_indented() {
    assertThat(Folded.lines("  one two three four five", 14))
        .containsExactly("  one two", "      three", "      four", "      five");
  }

  @Test
  void a_word_that_is_too_long_is_left_whole() {
    assertThat(Folded.lines("a 012345678901234567890 b c", 12))
        .containsExactly("a", "    012345678901234567890", "    b c");
    assertThat(Folded.lines("012345678901234567890", 12)).containsExactly("012345678901234567890");
  }
}
