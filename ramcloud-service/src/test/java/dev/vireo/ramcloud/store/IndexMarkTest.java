package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T1;
import static dev.vireo.ramcloud.store.TestShard.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.MemoryConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The mark that says whether what an index showed is still so. */
class IndexMarkTest {

  private static final SlotRange LOWER = SlotRange.part(0, 2);
  private static final SlotRange UPPER = SlotRange.part(1, 2);

  private static TestShard indexed() {
    TestShard owner = new TestShard();
    Tables tables = owner.shard.tables();
    owner.shard.adopt(tables.with(tables.withId(T1).orElseThrow().withIndex(1)));
    return owner;
  }

  private static String key(int number) {
    return "%05d".formatted(number);
  }

  private static void write(TestShard owner, int object, int secondary) {
    WriteOptions options = WriteOptions.PLAIN.withKeys(List.of(bytes(key(secondary))));
    assertThat(owner.write(T1, "object-" + object, "v", options)).isEqualTo(Status.OK);
  }

  /** A look-up's mark, and the key and version of each object that it showed. */
  private record Looked(String mark, List<String> shown) {}

  private static Looked look(Shard shard, int first, int last, int count) {
    List<String> shown = new ArrayList<>();
    ByteSpan span = new ByteSpan();
    IndexPage page =
        shard.lookup(
            new IndexRange(T1, 1, bytes(key(first)), bytes(key(last)), null, count),
            slot -> true,
            entry -> shown.add(entry.key(span).text() + " " + entry.version()));
    return new Looked(page.mark(), shown);
  }

  @Test
  void it_is_another_after_an_object_came_and_went() {
    try (TestShard owner = indexed()) {
      write(owner, 1, 1);
      Looked before = look(owner.shard, 0, 9, 10);
      assertThat(look(owner.shard, 0, 9, 10)).isEqualTo(before);
      write(owner, 5, 5);
      assertThat(owner.remove(T1, "object-5")).isEqualTo(Status.OK);
      Looked after = look(owner.shard, 0, 9, 10);
      assertThat(after.shown()).isEqualTo(before.shown());
      assertThat(after.mark()).isNotEqualTo(before.mark());
    }
  }

  @Test
  void it_is_another_after_an_object_has_ended() {
    try (TestShard owner = indexed()) {
      WriteOptions ends =
          WriteOptions.PLAIN.withKeys(List.of(bytes(key(1)))).expiring(owner.millis + 5);
      assertThat(owner.write(T1, "ends", "v", ends)).isEqualTo(Status.OK);
      Looked before = look(owner.shard, 0, 9, 10);
      owner.millis += 10;
      Looked after = look(owner.shard, 0, 9, 10);
      assertThat(before.shown()).hasSize(1);
      assertThat(after.shown()).isEmpty();
      assertThat(after.mark()).isNotEqualTo(before.mark());
    }
  }

  @Test
  void it_stays_while_other_parts_of_a_large_index_change() {
    try (TestShard owner = indexed()) {
      for (int i = 0; i < 5_000; i++) {
        write(owner, i, i);
      }
      Looked before = look(owner.shard, 0, 99, 1_000);
      for (int i = 3_000; i < 4_000; i++) {
        write(owner, i, i);
      }
      assertThat(look(owner.shard, 0, 99, 1_000)).isEqualTo(before);
      assertThat(before.shown()).hasSize(100);
    }
  }

  @Test
  void it_stays_while_a_tablet_is_followed_and_is_another_when_that_is_served() {
    try (TestShard owner = indexed();
        Shard shard =
            new Shard(
                new MemoryConfig(32L << 20, 2 << 20, 0.25),
                () -> owner.millis,
                MutationSink.NONE,
                id -> true)) {
      shard.adopt(owner.shard.tables());
      shard.open(LOWER);
      shard.open(UPPER);
      shard.ready(LOWER);
      Looked before = look(shard, 0, 99, 100);
      int followed = 0;
      for (int i = 0; i < 50; i++) {
        write(owner, i, i);
        if (UPPER.contains(KeySlot.of("object-" + i))) {
          byte[] image = owner.groups.getLast().entries().getFirst();
          assertThat(shard.replay(UPPER, image)).isEqualTo(Shard.Replayed.APPLIED);
          followed++;
        }
      }
      assertThat(look(shard, 0, 99, 100)).isEqualTo(before);
      shard.ready(UPPER);
      Looked after = look(shard, 0, 99, 100);
      assertThat(after.shown()).hasSize(followed);
      assertThat(after.mark()).isNotEqualTo(before.mark());
    }
  }

  /** Over an index of many leaves that grows and shrinks, whatever is done between two looks. */
  @Property(tries = 40)
  void where_it_is_the_same_nothing_that_was_shown_has_changed(@ForAll long seed) {
    Random random = new Random(seed);
    try (TestShard owner = indexed()) {
      int most = 1 + random.nextInt(4_000);
      for (int i = 0; i < most; i++) {
        write(owner, i, random.nextInt(most));
      }
      for (int round = 0; round < 60; round++) {
        int first = random.nextInt(most);
        int last = first + random.nextInt(200);
        int count = 1 + random.nextInt(150);
        Looked before = look(owner.shard, first, last, count);
        boolean shrinks = random.nextInt(4) == 0;
        int begin = random.nextInt(most);
        for (int i = 0; i < random.nextInt(shrinks ? 1_500 : 4); i++) {
          int object = (begin + i) % most;
          if (shrinks || random.nextBoolean()) {
            assertThat(owner.remove(T1, "object-" + object)).isEqualTo(Status.OK);
          } else {
            write(owner, object, random.nextInt(most));
          }
        }
        Looked after = look(owner.shard, first, last, count);
        if (after.mark().equals(before.mark())) {
          assertThat(after.shown()).isEqualTo(before.shown());
        }
      }
    }
  }
}
