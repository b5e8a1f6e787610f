package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.MemoryConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RAMCloud's acceptance rows of a memory that is nearly, or quite, full; the number is the row. */
class FullMemoryTest {
  private static final long LIMIT = 16L << 20;
  private static final String FILLING = "x".repeat(1_000);

  private final TestShard store = new TestShard(new MemoryConfig(LIMIT, 1 << 20, 0.25));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  @DisplayName("97: ten times the memory is overwritten at 90 %, and what is live stays")
  void ten_times_the_memory_is_overwritten_at_90_percent() {
    List<Integer> written = new ArrayList<>();
    while (store.shard.usage().utilisation() < 0.9) {
      assertThat(put(written.size(), 0)).isEqualTo(Status.OK);
      written.add(0);
    }
    Random random = new Random(97);
    for (long bytes = 0; bytes < 10 * LIMIT; bytes += FILLING.length()) {
      int key = random.nextInt(written.size());
      written.set(key, written.get(key) + 1);
      assertThat(put(key, written.get(key))).as("after %d bytes", bytes).isEqualTo(Status.OK);
    }
    for (int key = 0; key < written.size(); key++) {
      assertThat(store.value(T2, "key-" + key)).isEqualTo(written.get(key) + FILLING);
    }
    assertThat(store.shard.usage().cleaned()).isGreaterThan(LIMIT);
  }

  @Test
  @DisplayName("98: a memory full of live data refuses writes; removes go, and make room for them")
  void a_full_memory_refuses_writes_and_removes_make_room() {
    int count = 0;
    while (put(count, 0) == Status.OK) {
      count++;
    }
    assertThat(put(count, 0)).isEqualTo(Status.OUT_OF_MEMORY);
    assertThat(store.value(T2, "key-" + count)).isEqualTo("OBJECT_DOESNT_EXIST");
    for (int key = 0; key < count; key++) {
      assertThat(store.value(T2, "key-" + key)).isEqualTo(0 + FILLING);
    }
    for (int key = 0; key < count / 2; key++) {
      assertThat(store.remove(T2, "key-" + key)).isEqualTo(Status.OK);
    }
    for (int key = 0; key < count / 4; key++) {
      assertThat(put(key, 1)).isEqualTo(Status.OK);
    }
    assertThat(store.value(T2, "key-" + (count - 1))).isEqualTo(0 + FILLING);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 50, 60, 70, 80, 100, 120, 150})
  @DisplayName("a write is not refused before live objects fill the memory, however small they are")
  void a_write_is_not_refused_before_live_objects_fill_the_memory(int valueBytes) {
    String value = "x".repeat(valueBytes);
    int count = 0;
    while (store.write(T2, "key-" + count, value) == Status.OK) {
      count++;
    }
    assertThat(store.shard.usage().utilisation()).as("after %d objects", count).isGreaterThan(0.94);
  }

  private Status put(int key, int number) {
    return store.write(T2, "key-" + key, number + FILLING);
  }
}
