package dev.vireo.container.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final Placement.Need NEED = new Placement.Need(512, 1024);

  private static Placement.Room room(String host, int containers, long memory, long disk) {
    return new Placement.Room(host, containers, OptionalLong.of(memory), OptionalLong.of(disk));
  }

  @Test
  void each_goes_where_most_is_free() {
    assertThat(
            Placement.place(List.of(room("a", 0, 2048, 9000), room("b", 0, 4096, 9000)), 4, NEED))
        .containsExactly("b", "b", "b", "b");
  }

  @Test
  void the_scarcer_resource_decides() {
    assertThat(
            Placement.place(
                List.of(room("disk", 0, 100_000, 1500), room("memory", 0, 1100, 90_000)), 9, NEED))
        .containsExactly("memory", "disk", "memory");
  }

  @Test
  void where_nothing_is_known_the_fewest_containers_decide() {
    Placement.Room a = new Placement.Room("a", 2, OptionalLong.empty(), OptionalLong.empty());
    Placement.Room b = new Placement.Room("b", 1, OptionalLong.empty(), OptionalLong.empty());
    assertThat(Placement.place(List.of(a, b), 3, NEED)).containsExactly("b", "a", "b");
  }

  @Property
  void no_host_gets_more_than_it_has_room_for(
      @ForAll @IntRange(max = 5000) int memory,
      @ForAll @IntRange(max = 9000) int disk,
      @ForAll @IntRange(min = 1, max = 40) int count) {
    List<String> placed =
        Placement.place(
            List.of(room("a", 3, memory, disk), room("b", 0, disk, memory)), count, NEED);
    assertThat(placed.stream().filter("a"::equals).count())
        .isLessThanOrEqualTo(Math.min(memory / 512, disk / 1024));
    assertThat(placed).hasSizeLessThanOrEqualTo(count);
  }
}
