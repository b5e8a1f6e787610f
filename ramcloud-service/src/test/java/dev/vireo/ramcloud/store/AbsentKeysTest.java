package dev.vireo.ramcloud.store;

import static dev.vireo.ramcloud.store.TestShard.T1;
import static dev.vireo.ramcloud.store.TestShard.T2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.memory.ByteSpan;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys that are watched not to be there. */
class AbsentKeysTest {
  private final TestShard store = new TestShard();

  @AfterEach
  void close() {
    store.close();
  }

  private AbsentKeys.Absence watch(long table, String key) {
    return store.shard.absent().watch(table, ByteSpan.of(key));
  }

  private void makeAndRemove(long table, String key) {
    assertThat(store.write(table, key, "v")).isEqualTo(Status.OK);
    assertThat(store.shard.remove(table, ByteSpan.of(key), RejectRules.NONE, null, store.out))
        .isEqualTo(Status.OK);
  }

  @Test
  void a_key_that_was_made_and_removed_was_not_absent_all_along() {
    AbsentKeys.Absence absence = watch(T1, "k");
    makeAndRemove(T1, "k");
    assertThat(absence.isOver()).isTrue();
  }

  @Test
  void other_keys_and_the_same_key_of_another_table_change_nothing() {
    AbsentKeys.Absence absence = watch(T1, "k");
    makeAndRemove(T1, "other");
    makeAndRemove(T2, "k");
    assertThat(absence.isOver()).isFalse();
  }

  @Test
  void who_watches_after_the_key_is_gone_again_sees_it_absent() {
    AbsentKeys.Absence before = watch(T2, "k");
    makeAndRemove(T2, "k");
    AbsentKeys.Absence after = watch(T2, "k");
    before.release();
    assertThat(after.isOver()).isFalse();
    makeAndRemove(T2, "k");
    assertThat(after.isOver()).isTrue();
  }

  @Test
  void one_who_lets_go_leaves_the_others_watching() {
    AbsentKeys.Absence first = watch(T1, "k");
    AbsentKeys.Absence second = watch(T1, "k");
    first.release();
    makeAndRemove(T1, "k");
    assertThat(second.isOver()).isTrue();
  }

  @Test
  void a_transaction_that_writes_the_key_ends_its_absence_and_one_that_is_refused_does_not() {
    AbsentKeys.Absence absence = watch(T1, "k");
    TxOp write = new TxOp.Write(T1, ByteSpan.of("k").toBytes(), new byte[1]);
    TxOp never = TxOp.Check.version(T1, ByteSpan.of("none").toBytes(), 7);
    assertThat(store.shard.transactions().commit(List.of(never, write), null))
        .isInstanceOf(TxResult.Aborted.class);
    assertThat(absence.isOver()).isFalse();
    assertThat(store.shard.transactions().commit(List.of(write), null))
        .isInstanceOf(TxResult.Committed.class);
    assertThat(absence.isOver()).isTrue();
  }

  @Test
  void what_becomes_of_a_key_whose_tablet_left_is_not_known() {
    AbsentKeys.Absence absence = watch(T1, "k");
    store.shard.drop(SlotRange.ALL);
    assertThat(absence.isOver()).isTrue();
  }
}
