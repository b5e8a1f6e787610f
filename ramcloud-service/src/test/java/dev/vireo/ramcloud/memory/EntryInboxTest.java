package dev.vireo.ramcloud.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of an entry that comes from the log is believed. */
class EntryInboxTest {

  private final EntryInbox inbox = new EntryInbox();
  private final ByteSpan taken = new ByteSpan();

  private static byte[] encoded(int valueBytes) {
    byte[] keys =
        EntryCodec.secondaryKeys(List.of("one".getBytes(StandardCharsets.UTF_8), new byte[0]));
    return EntryCodec.encode(
        EntryKind.OBJECT,
        3,
        ByteSpan.of("key"),
        ByteSpan.of(new byte[valueBytes]),
        7,
        1_000,
        ByteSpan.of(keys),
        5);
  }

  @Test
  void what_was_encoded_lies_there_byte_for_byte() {
    byte[] image = encoded(100);
    assertThat(inbox.take(image, taken)).isNull();
    assertThat(taken.toBytes()).isEqualTo(image);
  }

  @Test
  void an_entry_that_is_larger_than_those_before_has_room_and_smaller_ones_after_it() {
    for (int valueBytes : new int[] {1, 5_000, 1 << 20, 20}) {
      byte[] image = encoded(valueBytes);
      assertThat(inbox.take(image, taken)).isNull();
      assertThat(taken.toBytes()).isEqualTo(image);
    }
  }

  @Test
  void no_bit_can_be_turned_unseen_but_those_of_memory_alone() {
    byte[] image = encoded(10);
    for (int at = 0; at < image.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] turned = image.clone();
        turned[at] ^= (byte) (1 << bit);
        if (at != EntryLayout.LIFE) {
          assertThat(inbox.take(turned, taken)).as("bit %d of byte %d", bit, at).isNotNull();
        }
      }
    }
  }

  @Test
  void an_entry_that_is_cut_off_is_not_taken_at_any_length() {
    byte[] image = encoded(10);
    for (int length = 0; length < image.length; length++) {
      byte[] cut = Arrays.copyOf(image, length);
      assertThat(inbox.take(cut, taken)).as("%d bytes", length).isNotNull();
    }
  }
}
