package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T1;
import static dev.vireo.ramcloud.store.TestShard.T2;
import static dev.vireo.ramcloud.store.TestShard.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.MemoryConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What lies in a segment that is cleaned: objects of all sorts and sizes, and what is not kept. */
class CleaningTest {
  private static final long LIMIT = 16L << 20;

  private final TestShard store = new TestShard(new MemoryConfig(LIMIT, 1 << 20, 0.25));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void objects_of_all_sizes_keep_value_version_and_end() {
    Random random = new Random(7);
    Map<String, String> values = new HashMap<>();
    Map<String, Long> versions = new HashMap<>();
    for (long bytes = 0; bytes < 10 * LIMIT; ) {
      String key = "key-" + random.nextInt(2_000);
      String value = value(random);
      WriteOptions options =
          key.endsWith("7") ? WriteOptions.PLAIN.expiring(end(key)) : WriteOptions.PLAIN;
      if (store.write(T2, key, value, options) == Status.OK) {
        values.put(key, value);
        versions.put(key, store.out.version());
      } else {
        assertThat(store.shard.usage().utilisation()).isGreaterThan(0.8);
        String gone = values.keySet().iterator().next();
        assertThat(store.remove(T2, gone)).isEqualTo(Status.OK);
        values.remove(gone);
      }
      bytes += value.length();
    }
    assertThat(store.shard.usage().copied()).isGreaterThan(LIMIT);
    values.forEach(
        (key, value) -> {
          assertThat(store.value(T2, key)).isEqualTo(value);
          assertThat(store.out.version()).isEqualTo(versions.get(key));
          assertThat(store.out.entry().expiry()).isEqualTo(key.endsWith("7") ? end(key) : 0);
        });
    assertThat(store.shard.keyCount(T2)).isEqualTo(values.size());
  }

  /** Most are small; some do not fit beside each other into what is left of a segment. */
  private static String value(Random random) {
    int length = random.nextInt(20) == 0 ? random.nextInt(300_000) : random.nextInt(500);
    return Character.toString('a' + random.nextInt(26)).repeat(length);
  }

  private long end(String key) {
    return store.millis + 1_000_000 + key.hashCode() % 1_000;
  }

  @Test
  void objects_are_found_by_their_secondary_keys_wherever_they_have_moved() {
    Tables tables = store.shard.tables();
    store.shard.adopt(tables.with(tables.withId(T2).orElseThrow().withIndex(1)));
    Random random = new Random(8);
    int[] colours = new int[300];
    for (long bytes = 0; bytes < 5 * LIMIT; bytes += 30_000) {
      int object = random.nextInt(colours.length);
      colours[object] = random.nextInt(10);
      assertThat(
              store.write(
                  T2,
                  "object-%03d".formatted(object),
                  "x".repeat(30_000),
                  WriteOptions.PLAIN.withKeys(List.of(bytes("colour-" + colours[object])))))
          .isEqualTo(Status.OK);
    }
    assertThat(store.shard.usage().copied()).isGreaterThan(LIMIT);
    for (int colour = 0; colour < 10; colour++) {
      List<String> painted = new ArrayList<>();
      for (int object = 0; object < colours.length; object++) {
        if (colours[object] == colour && store.read(T2, "object-%03d".formatted(object)).ok()) {
          painted.add("object-%03d".formatted(object));
        }
      }
      assertThat(found("colour-" + colour)).containsExactlyElementsOf(painted);
    }
  }

  private List<String> found(String secondary) {
    List<String> found = new ArrayList<>();
    ByteSpan span = new ByteSpan();
    var unused =
        store.shard.lookup(
            new IndexRange(T2, 1, bytes(secondary), bytes(secondary), null, 1_000),
            slot -> true,
            entry -> found.add(entry.key(span).text()));
    return found;
  }

  @Test
  void what_a_dropped_table_held_makes_room_without_waiting_for_the_sweep() {
    fill(T1, "old-", 0.5);
    store.shard.adopt(store.shard.tables().drop("table1"));
    int kept = fill(T2, "new-", 1);
    assertThat(kept * 1_000L).isGreaterThan(store.shard.usage().mostLive() * 7 / 10);
    assertThat(store.obsolete).as("what the sweep says").isEmpty();
    assertAllThere(T2, "new-", kept);
  }

  @Test
  void what_a_tablet_held_makes_room_when_it_has_left_also_where_it_has_come_back() {
    fill(T2, "old-", 0.5);
    store.shard.drop(SlotRange.ALL);
    assertThat(store.shard.open(SlotRange.ALL)).isTrue();
    store.shard.ready(SlotRange.ALL);
    int kept = fill(T2, "new-", 1);
    assertThat(kept * 1_000L).isGreaterThan(store.shard.usage().mostLive() * 7 / 10);
    assertAllThere(T2, "new-", kept);
    assertThat(store.value(T2, "old-0")).isEqualTo("OBJECT_DOESNT_EXIST");
  }

  /** Writes until so much is live or there is no room; each third object is overwritten at once. */
  private int fill(long table, String prefix, double utilisation) {
    int count = 0;
    while (store.shard.usage().utilisation() < utilisation
        && store.write(table, prefix + count, "v".repeat(1_000)) == Status.OK) {
      if (count % 3 == 0) {
        store.write(table, prefix + count, "w".repeat(1_000));
      }
      count++;
    }
    return count;
  }

  private void assertAllThere(long table, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(store.value(table, prefix + i)).as(prefix + i).hasSize(1_000);
    }
    assertThat(store.shard.keyCount(table)).isEqualTo(count);
  }
}
