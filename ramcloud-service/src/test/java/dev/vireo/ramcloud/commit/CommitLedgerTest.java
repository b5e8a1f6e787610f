package dev.vireo.ramcloud.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the order of the topic's records decides. */
class CommitLedgerTest {

  private static final int TABLETS = 2;
  private final CommitLedger ledger = new CommitLedger(TABLETS, 0);
  private long next;

  private long take(CommitRecord record) {
    ledger.take(next, record);
    return next++;
  }

  private long request(@Nullable RequestId id) {
    return take(
        new CommitRecord.Request(
            1,
            id,
            List.of(
                TxOp.Check.version(1, keyOf(1), 3),
                new TxOp.Write(1, keyOf(0), new byte[] {1}),
                new TxOp.Remove(1, keyOf(1)))));
  }

  private static byte[] keyOf(int tablet) {
    for (int i = 0; ; i++) {
      String key = "key-" + i;
      if (KeySlot.of(key) * TABLETS / KeySlot.SLOTS == tablet) {
        return key.getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  private @Nullable TxResult answer(long commit) {
    Commit found = ledger.find(commit);
    return found == null ? null : found.answer();
  }

  @Test
  void it_is_done_when_the_last_tablet_agrees_and_versions_come_in_the_order_of_the_request() {
    long commit = request(null);
    take(new CommitRecord.Agreed(commit, 1, List.of(3L, 3L)));
    assertThat(answer(commit)).isNull();
    take(new CommitRecord.Agreed(commit, 1, List.of(3L, 3L)));
    assertThat(answer(commit)).isNull();
    take(new CommitRecord.Agreed(commit, 0, List.of(8L)));
    assertThat(answer(commit)).isEqualTo(new TxResult.Committed(List.of(3L, 8L, 3L)));
    take(new CommitRecord.GivenUp(commit));
    assertThat(answer(commit)).isEqualTo(new TxResult.Committed(List.of(3L, 8L, 3L)));
  }

  @Test
  void given_up_before_the_last_agrees_it_is_never_done() {
    long commit = request(null);
    take(new CommitRecord.Agreed(commit, 1, List.of(3L, 3L)));
    take(new CommitRecord.GivenUp(commit));
    take(new CommitRecord.Agreed(commit, 0, List.of(8L)));
    assertThat(answer(commit)).isEqualTo(new TxResult.Aborted(-1, Status.RETRY, 0));
    assertThat(ledger.open()).isEmpty();
  }

  @Test
  void it_is_over_when_every_tablet_has_the_decision_and_then_it_can_be_cut_off() {
    long commit = request(null);
    take(new CommitRecord.Agreed(commit, 1, List.of(3L, 3L)));
    take(new CommitRecord.Agreed(commit, 0, List.of(8L)));
    take(new CommitRecord.Settled(commit, 0));
    assertThat(ledger.cut()).isEqualTo(commit);
    take(new CommitRecord.Settled(commit, 1));
    assertThat(ledger.cut()).isEqualTo(next);
    ledger.forgetBelow(ledger.cut());
    assertThat(ledger.isForgotten(commit)).isTrue();
    assertThat(ledger.isForgotten(next)).isFalse();
  }

  @Test
  void a_refusal_of_a_named_request_is_over_when_its_home_keeps_it() {
    long commit = request(new RequestId(5, 1, 0));
    take(new CommitRecord.Refused(commit, 0, new TxResult.Aborted(1, Status.WRONG_VERSION, 4)));
    assertThat(ledger.open()).hasSize(1);
    take(new CommitRecord.Settled(commit, 0));
    assertThat(ledger.open()).hasSize(1);
    take(new CommitRecord.Settled(commit, 1));
    assertThat(ledger.open()).isEmpty();
  }

  @Test
  void what_lies_before_a_gap_was_over() {
    long commit = request(null);
    next += 10;
    long later = request(null);
    assertThat(ledger.isForgotten(commit)).isTrue();
    assertThat(ledger.find(later)).isNotNull();
  }
}
