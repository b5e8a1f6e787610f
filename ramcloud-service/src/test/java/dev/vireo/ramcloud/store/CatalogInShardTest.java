package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T1;
import static dev.vireo.ramcloud.store.TestShard.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.MemoryConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shard whose log and whose list of tables come by different ways. */
class CatalogInShardTest {
  private static final MemoryConfig SMALL = new MemoryConfig(32L << 20, 2 << 20, 0.25);
  private static final Tables TWO =
      Tables.none().create("table1", Durability.LOG).create("table2", Durability.LOG);

  private final TestShard owner = new TestShard(SMALL);
  private final Shard follower =
      new Shard(SMALL, () -> 1_000_000, MutationSink.NONE, client -> true);
  private final Outcome out = new Outcome();

  @AfterEach
  void close() {
    owner.close();
    follower.close();
  }

  private void replayAll() {
    for (TestShard.Group group : owner.groups) {
      for (byte[] entry : group.entries()) {
        assertThat(follower.replay(SlotRange.ALL, entry))
            .isIn(Shard.Replayed.APPLIED, Shard.Replayed.OLDER);
      }
    }
    owner.groups.clear();
  }

  private String value(long table, String key) {
    Status status = follower.read(table, ByteSpan.of(key), RejectRules.NONE, out);
    return status.ok() ? out.value().text() : status.name();
  }

  @Test
  void what_the_log_has_of_a_table_that_is_not_heard_of_is_kept_until_it_is() {
    follower.open(SlotRange.ALL);
    owner.write(T1, "k", "v");
    replayAll();
    assertThat(follower.tables().all()).isEmpty();
    follower.adopt(TWO);
    follower.ready(SlotRange.ALL);
    assertThat(value(T1, "k")).isEqualTo("v");
    assertThat(follower.keyCount(T1)).isEqualTo(1);
  }

  @Test
  void what_was_kept_goes_when_its_table_turns_out_to_be_dropped() {
    follower.open(SlotRange.ALL);
    owner.write(T1, "k", "v");
    replayAll();
    follower.adopt(TWO.drop("table1"));
    follower.ready(SlotRange.ALL);
    assertThat(value(T1, "k")).isEqualTo("TABLE_DOESNT_EXIST");
    while (follower.clean(1_000_000)) {
      // Until it is taken apart.
    }
    // An id that was given is not one that is to come.
    owner.write(T1, "late", "v");
    byte[] entry = owner.groups.getFirst().entries().getFirst();
    assertThat(follower.replay(SlotRange.ALL, entry)).isEqualTo(Shard.Replayed.DROPPED);
  }

  @Test
  void an_index_that_is_heard_of_late_has_what_came_before_it() {
    follower.open(SlotRange.ALL);
    for (String key : List.of("a", "b", "c")) {
      owner.write(T1, key, "v", WriteOptions.PLAIN.withKeys(List.of(bytes("secondary-" + key))));
    }
    replayAll();
    follower.adopt(TWO);
    follower.ready(SlotRange.ALL);
    follower.adopt(TWO.with(TWO.withId(T1).orElseThrow().withIndex(1)));
    List<String> found = new ArrayList<>();
    follower.lookup(
        new IndexRange(T1, 1, bytes("secondary-b"), bytes("z"), null, 10),
        slot -> true,
        entry -> found.add(new String(entry.keyBytes(), StandardCharsets.UTF_8)));
    assertThat(found).containsExactly("b", "c");
  }

  @Test
  void a_tablet_that_only_follows_shows_nothing_and_loses_nothing() {
    follower.adopt(TWO);
    follower.open(SlotRange.ALL);
    owner.write(T1, "k", "v");
    replayAll();
    assertThat(follower.served()).isEmpty();
    assertThat(follower.keyCount(T1)).isZero();
    assertThat(follower.clear(T1)).isZero();
    assertThat(follower.randomKey(T1, new Random(1), out)).isEqualTo(Status.OBJECT_DOESNT_EXIST);
    follower.ready(SlotRange.ALL);
    assertThat(follower.served()).containsExactly(SlotRange.ALL);
    assertThat(value(T1, "k")).isEqualTo("v");
  }

  @Test
  void a_removal_that_does_not_say_of_what_removes_and_later_versions_are_above() {
    follower.adopt(TWO);
    follower.open(SlotRange.ALL);
    owner.write(T1, "k", "v");
    owner.write(T1, "k", "w");
    replayAll();
    follower.forgetObject(SlotRange.ALL, T1, ByteSpan.of("k"));
    follower.forgetObject(SlotRange.ALL, T1, ByteSpan.of("never"));
    follower.ready(SlotRange.ALL);
    assertThat(value(T1, "k")).isEqualTo("OBJECT_DOESNT_EXIST");
    assertThat(follower.keyCount(T1)).isZero();
    follower.write(T1, ByteSpan.of("k"), ByteSpan.of("x"), WriteOptions.PLAIN, out);
    assertThat(out.version()).isGreaterThan(2);
  }

  @Test
  void what_a_client_acknowledged_is_stale_after_a_replay_too() {
    follower.adopt(TWO);
    follower.open(SlotRange.ALL);
    owner.write(T1, "a", "1", WriteOptions.PLAIN.once(new RequestId(7, 1, 0)));
    owner.write(T1, "b", "2", WriteOptions.PLAIN.once(new RequestId(7, 2, 1)));
    replayAll();
    follower.ready(SlotRange.ALL);
    WriteOptions again = WriteOptions.PLAIN.once(new RequestId(7, 1, 0));
    assertThat(follower.write(T1, ByteSpan.of("a"), ByteSpan.of("x"), again, out))
        .isEqualTo(Status.STALE_RPC);
    WriteOptions second = WriteOptions.PLAIN.once(new RequestId(7, 2, 1));
    assertThat(follower.write(T1, ByteSpan.of("b"), ByteSpan.of("x"), second, out))
        .isEqualTo(Status.OK);
    assertThat(out.replayed()).isTrue();
    assertThat(value(T1, "b")).isEqualTo("2");
  }

  @Test
  void results_of_leases_that_are_over_are_forgotten_and_others_kept() {
    owner.write(T1, "a", "1", WriteOptions.PLAIN.once(new RequestId(7, 1, 0)));
    owner.write(T1, "b", "2", WriteOptions.PLAIN.once(new RequestId(8, 1, 0)));
    owner.shard.keepLeases(client -> client == 8);
    assertThat(owner.obsolete).containsExactly("RESULT 0 16");
    owner.write(T1, "b", "3", WriteOptions.PLAIN.once(new RequestId(8, 1, 0)));
    assertThat(owner.value(T1, "b")).isEqualTo("2");
  }

  @Test
  void a_group_takes_what_goes_into_one_record_and_refuses_the_rest() {
    String large = "x".repeat(1 << 20);
    assertThat(owner.shard.beginGroup(0)).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(owner.write(T1, "k" + i, large)).isEqualTo(Status.OK);
    }
    assertThat(owner.write(T1, "k3", large)).isEqualTo(Status.REQUEST_TOO_LARGE);
    assertThat(owner.write(T1, "k4", "small")).isEqualTo(Status.OK);
    owner.shard.endGroup();
    assertThat(owner.groups).hasSize(1);
    assertThat(owner.groups.getFirst().entries().stream().mapToInt(entry -> entry.length).sum())
        .isLessThan(Shard.MOST_GROUP_BYTES);
    assertThat(owner.value(T1, "k3")).isEqualTo("OBJECT_DOESNT_EXIST");
    assertThat(owner.write(T1, "k3", large)).isEqualTo(Status.OK);
  }
}
