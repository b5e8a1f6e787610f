package dev.vireo.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.InvalidMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TagsTest {

  @Test
  void removes_first_and_sets_then() {
    assertThat(
            Tags.changed(Map.of("a", "1", "b", "2"), Map.of("b", "3", "c", "4"), List.of("a", "b")))
        .isEqualTo(Map.of("b", "3", "c", "4"));
  }

  @Test
  void more_than_sixty_four_are_too_many() {
    Map<String, String> many =
        IntStream.range(0, 65).boxed().collect(Collectors.toMap(i -> "t" + i, i -> ""));

    assertThatThrownBy(() -> Tags.changed(Map.of(), many, List.of()))
        .isInstanceOf(InvalidMessage.class)
        .hasMessageContaining("65");
  }

  @Property
  void setting_twice_is_setting_once(
      @ForAll Map<Character, Character> before, @ForAll Map<Character, Character> set) {
    Map<String, String> now = texts(before);
    Map<String, String> wanted = texts(set);

    Map<String, String> once = Tags.changed(now, wanted, List.of());

    assertThat(Tags.changed(once, wanted, List.of())).isEqualTo(once).containsAllEntriesOf(wanted);
  }

  private static Map<String, String> texts(Map<Character, Character> map) {
    Map<String, String> texts = new HashMap<>();
    map.entrySet().stream()
        .limit(20)
        .forEach(e -> texts.put(e.getKey().toString(), e.getValue().toString()));
    return texts;
  }
}
