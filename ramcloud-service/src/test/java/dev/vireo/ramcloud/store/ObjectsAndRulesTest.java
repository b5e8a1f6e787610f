package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.MemoryConfig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * RAMCloud's acceptance rows of objects, versions, reject rules and increments; the number is the
 * row.
 *
 * <p>Others are named by their number, too: those of full memory in {@link FullMemoryTest}, of
 * requests, of many objects and of transactions in the {@code Native...Test}s of the wire, of what
 * outlives a master in {@code TablesTest}. Some are what a test of faults is about, which has
 * another name: 34 (versions grow over a crash) is in {@code ShardOnLogTest}, 95 (a killed master)
 * and 100 (a zombie) in {@code WireFaultTest}.
 *
 * <p>Without a meaning here: 7 and 92 (a table has no tablets of its own, which could be spread or
 * split: tablets are the log's partitions), 8 (who asks for a table asks a master), 52 (there is
 * one clock for a lease, the catalog's), 58 (a reply has one size, up to 64 MiB), 74 and 77 (a
 * transaction is one request, not an object of the client's), 94 (a tablet is moved to where it is
 * already, or from elsewhere, by the same wish: that is done).
 */
class ObjectsAndRulesTest {
  private final TestShard store = new TestShard();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  @DisplayName("10: overwriting an object adds one to its version")
  void overwriting_an_object_adds_one_to_its_version() {
    store.write(T1, "0", "abcdef");
    assertThat(store.out.version()).isEqualTo(1);
    store.write(T1, "0", "xyzzy");
    assertThat(store.out.version()).isEqualTo(2);
    assertThat(store.value(T1, "0")).isEqualTo("xyzzy");
  }

  @Test
  @DisplayName("11: an empty value is a value")
  void an_empty_value_is_a_value() {
    store.write(T1, "empty", "");
    assertThat(store.out.version()).isEqualTo(1);
    assertThat(store.read(T1, "empty")).isEqualTo(Status.OK);
    assertThat(store.out.value().length()).isZero();
    assertThat(store.out.entry().keyBytes()).isEqualTo(TestShard.bytes("empty"));
  }

  @Test
  void an_empty_key_is_a_key() {
    store.write(T1, "", "value");
    assertThat(store.value(T1, "")).isEqualTo("value");
  }

  @Test
  @DisplayName("13: an object keeps its secondary keys")
  void an_object_keeps_its_secondary_keys() {
    store.write(
        T1,
        "ha",
        "data value",
        WriteOptions.PLAIN.withKeys(List.of(TestShard.bytes("hi"), TestShard.bytes("ho"))));
    store.read(T1, "ha");
    assertThat(store.out.entry().secondaryKeys())
        .containsExactly(TestShard.bytes("hi"), TestShard.bytes("ho"));
    assertThat(store.out.value().text()).isEqualTo("data value");
  }

  @Test
  @DisplayName("14: a secondary key may be absent")
  void a_secondary_key_may_be_absent() {
    store.write(
        T1, "ha", "v", WriteOptions.PLAIN.withKeys(List.of(new byte[0], TestShard.bytes("ho"))));
    store.read(T1, "ha");
    assertThat(store.out.entry().secondaryKey(1, new ByteSpan()).length()).isZero();
    assertThat(store.out.entry().secondaryKey(2, new ByteSpan()).text()).isEqualTo("ho");
  }

  @Test
  @DisplayName("16: reading a missing object tells that it does not exist")
  void reading_a_missing_object_tells_that_it_does_not_exist() {
    assertThat(store.read(T1, "0")).isEqualTo(Status.OBJECT_DOESNT_EXIST);
    assertThat(store.out.version()).isZero();
  }

  @Test
  @DisplayName("17: reading of a dropped table tells that the table does not exist")
  void reading_of_a_dropped_table_tells_that_the_table_does_not_exist() {
    store.write(T1, "0", "v");
    store.shard.adopt(store.shard.tables().drop("table1"));
    assertThat(store.read(T1, "0")).isEqualTo(Status.TABLE_DOESNT_EXIST);
    assertThat(store.write(T1, "0", "v")).isEqualTo(Status.TABLE_DOESNT_EXIST);
    assertThat(store.remove(T1, "0")).isEqualTo(Status.TABLE_DOESNT_EXIST);
    assertThat(store.increment(T1, "0", 1)).isEqualTo(Status.TABLE_DOESNT_EXIST);
  }

  @Test
  @DisplayName("19: a rejected read gives the version and no value")
  void a_rejected_read_gives_the_version_and_no_value() {
    store.write(T1, "0", "v");
    assertThat(store.read(T1, "0", RejectRules.NONE.andIfVersionEquals(2)))
        .isEqualTo(Status.WRONG_VERSION);
    assertThat(store.out.version()).isEqualTo(1);
    assertThat(store.out.value().length()).isZero();
  }

  @Test
  @DisplayName("20: removing an object gives its version")
  void removing_an_object_gives_its_version() {
    store.write(T1, "0", "v");
    assertThat(store.remove(T1, "0")).isEqualTo(Status.OK);
    assertThat(store.out.version()).isEqualTo(1);
    assertThat(store.read(T1, "0")).isEqualTo(Status.OBJECT_DOESNT_EXIST);
  }

  @Test
  @DisplayName("62: removing a missing object is OK with version 0")
  void removing_a_missing_object_is_ok_with_version_0() {
    assertThat(store.remove(T1, "0")).isEqualTo(Status.OK);
    assertThat(store.out.version()).isZero();
    assertThat(store.groups).isEmpty();
  }

  @Test
  @DisplayName("22: removing a missing object can be rejected")
  void removing_a_missing_object_can_be_rejected() {
    assertThat(store.remove(T1, "key", RejectRules.IF_EXISTS))
        .isEqualTo(Status.OBJECT_DOESNT_EXIST);
    assertThat(store.out.version()).isZero();
  }

  @Test
  @DisplayName("23: a remove that is rejected leaves the object")
  void a_remove_that_is_rejected_leaves_the_object() {
    store.write(T1, "key0", "v");
    assertThat(store.remove(T1, "key0", RejectRules.NONE.andIfVersionEquals(2)))
        .isEqualTo(Status.WRONG_VERSION);
    assertThat(store.out.version()).isEqualTo(1);
    assertThat(store.value(T1, "key0")).isEqualTo("v");
  }

  @Test
  @DisplayName("25: a write only of what exists stores nothing new")
  void a_write_only_of_what_exists_stores_nothing_new() {
    assertThat(store.write(T1, "key", "v", RejectRules.IF_EXISTS))
        .isEqualTo(Status.OBJECT_DOESNT_EXIST);
    assertThat(store.out.version()).isZero();
    assertThat(store.read(T1, "key")).isEqualTo(Status.OBJECT_DOESNT_EXIST);
  }

  @Test
  @DisplayName("26: a write only of what is new leaves the old value")
  void a_write_only_of_what_is_new_leaves_the_old_value() {
    store.write(T1, "key", "old");
    assertThat(store.write(T1, "key", "new", RejectRules.IF_ABSENT))
        .isEqualTo(Status.OBJECT_EXISTS);
    assertThat(store.out.version()).isEqualTo(1);
    assertThat(store.value(T1, "key")).isEqualTo("old");
  }

  @Test
  @DisplayName("28: compare-and-set succeeds once")
  void compare_and_set_succeeds_once() {
    store.writeUpTo(T1, "key", 5);
    assertThat(store.write(T1, "key", "n", RejectRules.NONE.andIfVersionEquals(5)))
        .isEqualTo(Status.OK);
    assertThat(store.out.version()).isEqualTo(6);
    assertThat(store.write(T1, "key", "n", RejectRules.NONE.andIfVersionEquals(5)))
        .isEqualTo(Status.WRONG_VERSION);
    assertThat(store.out.version()).isEqualTo(6);
  }

  @Test
  @DisplayName("29: version rules do not reject a missing object")
  void version_rules_do_not_reject_a_missing_object() {
    assertThat(store.write(T1, "key", "v", RejectRules.NONE.andIfVersionEquals(7)))
        .isEqualTo(Status.OK);
    assertThat(store.value(T1, "key")).isEqualTo("v");
  }

  @Test
  void a_version_at_most_the_given_one_is_rejected() {
    store.writeUpTo(T1, "key", 3);
    assertThat(store.write(T1, "key", "n", RejectRules.NONE.andIfVersionAbove(3)))
        .isEqualTo(Status.WRONG_VERSION);
    assertThat(store.write(T1, "key", "n", RejectRules.NONE.andIfVersionAbove(2)))
        .isEqualTo(Status.OK);
  }

  @Test
  @DisplayName("31: that an object exists is judged before its version")
  void that_an_object_exists_is_judged_before_its_version() {
    store.write(T1, "key", "v");
    assertThat(store.write(T1, "key", "n", RejectRules.IF_ABSENT.andIfVersionEquals(9)))
        .isEqualTo(Status.OBJECT_EXISTS);
  }

  @Test
  @DisplayName("32: a new key takes the counter, an overwrite leaves it")
  void a_new_key_takes_the_counter_and_an_overwrite_leaves_it() {
    store.writeUpTo(T1, "k0", 2);
    store.shard.raiseSafeVersion(SlotRange.ALL, 29);
    store.write(T1, "k1", "v");
    assertThat(store.out.version()).isEqualTo(29);
    assertThat(store.shard.safeVersion(SlotRange.ALL)).isEqualTo(30);
    store.write(T1, "k0", "v");
    assertThat(store.out.version()).isEqualTo(3);
    assertThat(store.shard.safeVersion(SlotRange.ALL)).isEqualTo(30);
  }

  @Test
  @DisplayName("33: a key that is removed and written again has a version above all it ever had")
  void a_recreated_key_has_a_version_above_all_it_ever_had() {
    store.writeUpTo(T1, "a", 10);
    store.remove(T1, "a");
    assertThat(store.out.version()).isEqualTo(10);
    store.write(T1, "a", "again");
    assertThat(store.out.version()).isGreaterThan(10);
  }

  @Test
  @DisplayName("35: an increment adds to the eight bytes")
  void an_increment_adds_to_the_eight_bytes() {
    store.shard.write(
        T1, ByteSpan.of("key0"), ByteSpan.of(TestShard.int64(1)), WriteOptions.PLAIN, store.out);
    assertThat(store.increment(T1, "key0", 2)).isEqualTo(Status.OK);
    assertThat(store.out.integer()).isEqualTo(3);
    assertThat(store.out.version()).isEqualTo(2);
    store.read(T1, "key0");
    assertThat(store.out.value().toBytes()).isEqualTo(TestShard.int64(3));
  }

  @Test
  @DisplayName("37, 38: an increment creates what is missing, also by 0")
  void an_increment_creates_what_is_missing_also_by_0() {
    store.increment(T1, "one", 1);
    assertThat(store.out.integer()).isEqualTo(1);
    store.increment(T1, "none", 0);
    assertThat(store.out.integer()).isZero();
    assertThat(store.read(T1, "none")).isEqualTo(Status.OK);
  }

  @Test
  void a_double_is_added_to_as_a_double() {
    store.shard.incrementDouble(T1, ByteSpan.of("x"), 1.5, RejectRules.NONE, null, store.out);
    store.shard.incrementDouble(T1, ByteSpan.of("x"), -4.0, RejectRules.NONE, null, store.out);
    assertThat(store.out.floating()).isEqualTo(-2.5);
  }

  @Test
  @DisplayName("40, 41: what is not eight bytes is not a number")
  void what_is_not_eight_bytes_is_not_a_number() {
    store.write(T1, "four", "1234");
    store.write(T1, "seven", "1234567");
    assertThat(store.increment(T1, "four", 1)).isEqualTo(Status.INVALID_OBJECT);
    assertThat(
            store.shard.incrementDouble(
                T1, ByteSpan.of("four"), 1, RejectRules.NONE, null, store.out))
        .isEqualTo(Status.INVALID_OBJECT);
    assertThat(store.increment(T1, "seven", 1)).isEqualTo(Status.INVALID_OBJECT);
    assertThat(store.value(T1, "four")).isEqualTo("1234");
  }

  @Test
  @DisplayName("43, 44: rules reject increments")
  void rules_reject_increments() {
    store.increment(T1, "key", 1);
    long version = store.out.version();
    assertThat(store.increment(T1, "key", 1, RejectRules.IF_ABSENT))
        .isEqualTo(Status.OBJECT_EXISTS);
    store.increment(T1, "key", 1);
    assertThat(store.increment(T1, "key", 1, RejectRules.NONE.andIfVersionEquals(version)))
        .isEqualTo(Status.WRONG_VERSION);
  }

  @Test
  @DisplayName("91: the longest key and the largest value are written and overwritten")
  void the_longest_key_and_the_largest_value_are_written_and_overwritten() {
    try (TestShard big = new TestShard(new MemoryConfig(64L << 20, 4 << 20, 0.1))) {
      String key = "k".repeat(65535);
      String value = "v".repeat(1 << 20);
      assertThat(big.write(T1, key, value)).isEqualTo(Status.OK);
      assertThat(big.write(T1, key, value)).isEqualTo(Status.OK);
      assertThat(big.out.version()).isEqualTo(2);
      assertThat(big.value(T1, key)).isEqualTo(value);
      assertThat(big.write(T1, key + "k", "v")).isEqualTo(Status.REQUEST_TOO_LARGE);
      assertThat(big.write(T1, "key", value + "v")).isEqualTo(Status.REQUEST_TOO_LARGE);
    }
  }

  @Test
  void a_slot_that_is_not_here_is_an_unknown_tablet() {
    store.shard.drop(SlotRange.ALL);
    assertThat(store.read(T1, "0")).isEqualTo(Status.UNKNOWN_TABLET);
    assertThat(store.write(T1, "0", "v")).isEqualTo(Status.UNKNOWN_TABLET);
  }
}
