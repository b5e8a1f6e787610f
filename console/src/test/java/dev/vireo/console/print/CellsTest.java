package dev.vireo.console.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.codec.Json;
import org.junit.jupiter.api.Test;

final class CellsTest {

  @Test
  void times_are_shown_to_the_second_and_other_texts_as_they_are() {
    assertThat(Cells.time("2026-11-23T10:00:00.123456Z")).isEqualTo("2026-11-23 10:00:00Z");
    assertThat(Cells.time("2026-11-23T10:00Z")).isEqualTo("2026-11-23 10:00:00Z");
    assertThat(Cells.time("yesterday")).isEqualTo("yesterday");
    assertThat(Cells.time("")).isEmpty();
  }

  @Test
  void absent_fields_are_empty() throws Exception {
    var node = Json.MAPPER.readTree("{\"a\":{\"b\":1},\"c\":null}");
    assertThat(Cells.text(node, "a.b")).isEqualTo("1");
    assertThat(Cells.text(node, "c")).isEmpty();
    assertThat(Cells.text(node, "x.y")).isEmpty();
    assertThat(Cells.policy(node.path("x"))).isEmpty();
  }
}
