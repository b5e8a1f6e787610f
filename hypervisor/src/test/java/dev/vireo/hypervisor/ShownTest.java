package dev.vireo.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownTest {

  @Property
  void nothing_shown_can_move_a_cursor(@ForAll String text) {
    assertThat(Shown.quoted(text).codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> c == 0x202e || c == 0x2028);
  }

  @Test
  void long_text_is_cut() {
    assertThat(Shown.quoted("x".repeat(121))).isEqualTo("'" + "x".repeat(120) + "...'");
    assertThat(Shown.quoted("x".repeat(120))).isEqualTo("'" + "x".repeat(120) + "'");
  }
}
