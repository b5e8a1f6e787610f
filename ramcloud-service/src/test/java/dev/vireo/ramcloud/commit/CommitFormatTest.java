package dev.vireo.ramcloud.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommitFormatTest {

  private static final CommitRecord.Request REQUEST =
      new CommitRecord.Request(
          -7,
          new RequestId(3, 4, 2),
          List.of(
              TxOp.Check.version(1, new byte[] {1}, 5),
              new TxOp.Write(
                  2, new byte[] {2}, new byte[] {3, 4}, 0, List.of(new byte[] {5}, new byte[0])),
              new TxOp.Remove(3, new byte[0])));

  static List<CommitRecord> records() {
    return List.of(
        new CommitRecord.Agreed(9, 1, List.of(1L, 0L, Long.MAX_VALUE)),
        new CommitRecord.Refused(9, 2, new TxResult.Aborted(3, Status.WRONG_VERSION, 12)),
        new CommitRecord.Refused(9, 2, new TxResult.Committed(List.of(4L, 5L))),
        new CommitRecord.GivenUp(9),
        new CommitRecord.Settled(9, 15));
  }

  @ParameterizedTest
  @MethodSource("records")
  void what_is_written_reads_back(CommitRecord record) throws IOException {
    assertThat(CommitFormat.decode(CommitFormat.encode(record))).isEqualTo(record);
  }

  @Test
  void a_request_reads_back_with_all_its_operations() throws IOException {
    assertThat(CommitFormat.decode(CommitFormat.encode(REQUEST)))
        .usingRecursiveComparison()
        .isEqualTo(REQUEST);
  }

  @Test
  void no_bit_changes_unnoticed_and_nothing_is_cut_off() {
    byte[] image = CommitFormat.encode(REQUEST);
    for (int bit = 0; bit < image.length * 8; bit++) {
      byte[] changed = image.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> CommitFormat.decode(changed)).isInstanceOf(IOException.class);
    }
    for (int length = 0; length < image.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(image, length);
      assertThatThrownBy(() -> CommitFormat.decode(cut)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> CommitFormat.decode(null)).isInstanceOf(IOException.class);
  }
}
