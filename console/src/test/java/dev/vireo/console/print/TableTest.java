package dev.vireo.console.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TableTest {

  private record Row(String host, String state, int devices) {}

  private static Table<Row> table() {
    return new Table<Row>()
        .text("host", Row::host)
        .word("state", Row::state)
        .number("devices", row -> Integer.toString(row.devices));
  }

  private static final List<Row> ROWS =
      List.of(new Row("esx-01", "REACHABLE", 64), new Row("long-name.example.org", "", 5));

  @Test
  void columns_are_as_wide_as_their_widest_cell_and_numbers_stand_at_the_right() {
    assertThat(table().lines(ROWS, Integer.MAX_VALUE, false))
        .containsExactly(
            "HOST                   STATE      DEVICES",
            "esx-01                 REACHABLE       64",
            "long-name.example.org  -                5");
  }

  @Test
  void the_widest_column_gives_way_to_the_terminal_and_shows_it() {
    assertThat(table().lines(ROWS, 34, false))
        .containsExactly(
            "HOST            STATE      DEVICES",
            "esx-01          REACHABLE       64",
            "long-name.exa…  -                5");
  }

  @Test
  void an_id_that_gives_way_is_cut_in_its_middle_for_its_end_tells_it_from_others() {
    List<String> ids =
        List.of("naa.60050768028180b40000000000000001", "naa.60050768028180b40000000000000002");
    assertThat(new Table<String>().id("device", id -> id).lines(ids, 16, false))
        .containsExactly("DEVICE", "naa.6005…0000001", "naa.6005…0000002");
  }

  @Test
  void colour_takes_no_room() {
    List<String> coloured = table().lines(ROWS, 34, true);
    assertThat(coloured.get(1)).contains("\033[32mREACHABLE\033[0m");
    assertThat(coloured.stream().map(line -> line.replaceAll("\033\\[[0-9]+m", "").stripTrailing()))
        .isEqualTo(table().lines(ROWS, 34, false));
  }

  @Test
  void what_hosts_say_cannot_move_the_cursor_or_break_a_line() {
    List<Row> rows = List.of(new Row("a\033[2Jb\nc", "UP", 1));
    assertThat(table().lines(rows, Integer.MAX_VALUE, false).get(1))
        .startsWith("a\ufffd[2Jb c  UP");
  }

  @Test
  void wide_characters_count_twice() {
    List<Row> rows = List.of(new Row("東京", "UP", 1), new Row("abcd", "UP", 1));
    assertThat(table().lines(rows, Integer.MAX_VALUE, false))
        .containsExactly("HOST  STATE  DEVICES", "東京  UP           1", "abcd  UP           1");
  }

  @Property
  void no_line_is_wider_than_the_terminal(
      @ForAll @Size(max = 6) List<String> cells, @ForAll @IntRange(min = 20, max = 120) int width) {
    Table<String> table = new Table<String>();
    for (int i = 0; i < 6; i++) {
      if (i % 2 == 0) {
        table.text("title " + i, cell -> cell);
      } else {
        table.id("title " + i, cell -> cell);
      }
    }
    List<String> lines = table.lines(cells, width, false);
    assertThat(lines).hasSize(cells.size() + 1);
    assertThat(lines).allMatch(line -> Shown.width(line) <= width);
  }

  @Property
  void without_a_terminal_nothing_is_cut(@ForAll List<String> cells) {
    List<String> lines =
        new Table<String>()
            .text("a", cell -> cell)
            .number("b", cell -> cell)
            .lines(cells, Integer.MAX_VALUE, false);
    for (int i = 0; i < cells.size(); i++) {
      assertThat(lines.get(i + 1)).contains(Shown.line(cells.get(i)).strip());
    }
  }

  @Property
  void a_shown_line_is_one_line_of_visible_characters(@ForAll String text) {
    assertThat(Shown.line(text).codePoints()).noneMatch(Character::isISOControl);
    assertThat(Shown.line(Shown.line(text))).isEqualTo(Shown.line(text));
  }

  @Property
  void a_cut_line_fits(@ForAll String text, @ForAll @IntRange(min = 1, max = 60) int columns) {
    String line = Shown.line(text);
    assertThat(Shown.width(Shown.cut(line, columns))).isLessThanOrEqualTo(columns);
  }
}
