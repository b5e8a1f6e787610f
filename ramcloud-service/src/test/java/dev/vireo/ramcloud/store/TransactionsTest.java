package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T1;
import static dev.vireo.ramcloud.store.TestShard.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;
import dev.vireo.ramcloud.memory.EntryKind;
import dev.vireo.ramcloud.memory.MemoryConfig;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tablet's part of transactions: prepared, held, decided, replayed. */
class TransactionsTest {
  private static final MemoryConfig SMALL = new MemoryConfig(32L << 20, 2 << 20, 0.25);
  private static final TxId FIRST = new TxId(7);
  private static final TxId SECOND = new TxId(9);

  private final TestShard owner = new TestShard(SMALL);
  private final Shard next = new Shard(SMALL, () -> 1_000_000, MutationSink.NONE, client -> true);
  private final Outcome out = new Outcome();

  @AfterEach
  void close() {
    owner.close();
    next.close();
  }

  private static TxOp.Write write(String key, String value) {
    return new TxOp.Write(T1, bytes(key), bytes(value));
  }

  /** The tablet goes to another shard, which has its log alone. */
  private void move() {
    next.adopt(owner.shard.tables());
    next.open(SlotRange.ALL);
    for (TestShard.Group group : owner.groups) {
      for (byte[] entry : group.entries()) {
        assertThat(next.replay(SlotRange.ALL, entry))
            .isIn(Shard.Replayed.APPLIED, Shard.Replayed.OLDER);
      }
    }
    next.ready(SlotRange.ALL);
  }

  private String valueThere(String key) {
    Status status = next.read(T1, ByteSpan.of(key), RejectRules.NONE, out);
    return status.ok() ? out.value().text() : status.name();
  }

  @Test
  void what_is_prepared_is_held_and_done_only_when_it_is_decided() {
    owner.write(T1, "a", "old");
    TxResult prepared =
        owner
            .shard
            .transactions()
            .prepare(FIRST, List.of(write("a", "new"), TxOp.Check.version(T1, bytes("b"), 0)));
    assertThat(prepared).isEqualTo(new TxResult.Prepared(List.of(2L, 0L)));
    assertThat(owner.shard.held().has(T1, ByteSpan.of("a"), false)).isTrue();
    assertThat(owner.shard.held().has(T1, ByteSpan.of("b"), false)).isFalse();
    assertThat(owner.shard.held().has(T1, ByteSpan.of("b"), true)).isTrue();
    assertThat(owner.write(T1, "b", "x")).isEqualTo(Status.RETRY);
    assertThat(owner.value(T1, "a")).isEqualTo("old");
    assertThat(owner.shard.transactions().decide(SlotRange.ALL, FIRST, true)).isTrue();
    assertThat(owner.value(T1, "a")).isEqualTo("new");
    assertThat(owner.out.version()).isEqualTo(2);
    assertThat(owner.write(T1, "b", "x")).isEqualTo(Status.OK);
    assertThat(owner.shard.held().any()).isFalse();
  }

  @Test
  void a_tablet_that_moves_takes_what_is_prepared_along_with_its_versions() {
    owner.shard.transactions().prepare(FIRST, List.of(write("new", "value")));
    long planned =
        owner.shard.transactions().prepare(FIRST, List.of(write("new", "value")))
                instanceof TxResult.Prepared prepared
            ? prepared.versions().getFirst()
            : -1;
    move();
    assertThat(next.transactions().undecided(SlotRange.ALL)).containsExactly(FIRST);
    assertThat(next.held().has(T1, ByteSpan.of("new"), false)).isTrue();
    assertThat(next.write(T1, ByteSpan.of("other"), ByteSpan.of("v"), WriteOptions.PLAIN, out))
        .isEqualTo(Status.OK);
    assertThat(out.version()).isGreaterThan(planned);
    assertThat(next.transactions().decide(SlotRange.ALL, FIRST, true)).isTrue();
    assertThat(valueThere("new")).isEqualTo("value");
    assertThat(out.version()).isEqualTo(planned);
  }

  @Test
  void what_was_decided_is_not_prepared_again_however_much_is_forgotten() {
    owner.shard.transactions().prepare(FIRST, List.of(write("a", "first")));
    owner.shard.transactions().decide(SlotRange.ALL, FIRST, true);
    owner.shard.transactions().prepare(SECOND, List.of(write("b", "second")));
    owner.shard.transactions().decide(SlotRange.ALL, SECOND, false);
    owner.write(T1, "a", "later");
    owner.shard.transactions().forgetBelow(SlotRange.ALL, new TxId(100));
    assertThat(owner.shard.transactions().entry(SlotRange.ALL, EntryKind.DECIDED, FIRST.key()))
        .isNull();
    assertThat(owner.shard.transactions().entry(SlotRange.ALL, EntryKind.DECIDED, SECOND.key()))
        .isNotNull();
    assertThat(owner.shard.transactions().prepare(FIRST, List.of(write("a", "first"))))
        .isEqualTo(new TxResult.Aborted(-1, Status.TX_OP_AFTER_COMMIT, 0));
    assertThat(owner.value(T1, "a")).isEqualTo("later");
    assertThat(owner.value(T1, "b")).isEqualTo("OBJECT_DOESNT_EXIST");
  }

  @Test
  void an_object_that_another_transaction_holds_cannot_be_prepared() {
    owner.shard.transactions().prepare(FIRST, List.of(write("a", "first")));
    assertThat(
            owner
                .shard
                .transactions()
                .prepare(SECOND, List.of(write("b", "x"), write("a", "second"))))
        .isEqualTo(new TxResult.Aborted(1, Status.RETRY, 0));
    assertThat(owner.write(T1, "b", "free")).isEqualTo(Status.OK);
  }

  @Test
  void a_named_commit_is_answered_as_the_first_time_whatever_came_after() {
    RequestId request = new RequestId(4, 1, 0);
    List<TxOp> ops = List.of(TxOp.Check.version(T1, bytes("a"), 0), write("a", "once"));
    TxResult first = owner.shard.transactions().commit(ops, request);
    assertThat(first).isInstanceOf(TxResult.Committed.class);
    owner.write(T1, "a", "later");
    assertThat(owner.shard.transactions().commit(ops, request)).isEqualTo(first);
    RequestId refused = new RequestId(4, 2, 0);
    TxResult abort = owner.shard.transactions().commit(ops, refused);
    assertThat(abort).isInstanceOf(TxResult.Aborted.class);
    owner.remove(T1, "a");
    assertThat(owner.shard.transactions().commit(ops, refused)).isEqualTo(abort);
    move();
    assertThat(next.transactions().commit(ops, request)).isEqualTo(first);
    assertThat(next.transactions().commit(ops, refused)).isEqualTo(abort);
  }

  @Test
  void the_log_can_be_told_again_of_all_that_is_under_way() {
    owner.shard.transactions().prepare(FIRST, List.of(write("a", "first")));
    byte[] entry = owner.shard.transactions().entry(SlotRange.ALL, EntryKind.PREPARED, FIRST.key());
    assertThat(entry).isNotNull();
    next.adopt(owner.shard.tables());
    next.open(SlotRange.ALL);
    if (entry != null) {
      assertThat(next.replay(SlotRange.ALL, entry)).isEqualTo(Shard.Replayed.APPLIED);
    }
    assertThat(next.transactions().undecided(SlotRange.ALL)).containsExactly(FIRST);
  }

  @Test
  void an_index_is_held_where_it_may_be_otherwise_already_and_only_there() {
    Tables tables = Tables.none().create("table1", Durability.LOG);
    owner.shard.adopt(tables.with(tables.named("table1").orElseThrow().withIndex(1)));
    owner.write(T1, "a", "v", new WriteOptions(RejectRules.NONE, 0, List.of(bytes("k5")), null));
    owner
        .shard
        .transactions()
        .prepare(
            FIRST, List.of(new TxOp.Write(T1, bytes("a"), bytes("w"), 0, List.of(bytes("k8")))));
    assertThat(held("k0", "k4")).isFalse();
    assertThat(held("k5", "k5")).isTrue();
    assertThat(held("k6", "k7")).isFalse();
    assertThat(held("k8", "k9")).isTrue();
    owner.shard.transactions().decide(SlotRange.ALL, FIRST, true);
    assertThat(held("k0", "k9")).isFalse();
    StringBuilder found = new StringBuilder();
    ByteSpan span = new ByteSpan();
    owner.shard.lookup(
        new IndexRange(T1, 1, bytes("k0"), bytes("k9"), null, 10),
        slot -> true,
        (Entry entry) -> found.append(entry.secondaryKey(1, span).text()));
    assertThat(found.toString()).isEqualTo("k8");
  }

  private boolean held(String first, String last) {
    return owner.shard.held().has(new IndexRange(T1, 1, bytes(first), bytes(last), null, 10));
  }
}
