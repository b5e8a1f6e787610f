package dev.vireo.ramcloud.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redis Cluster's slots; the expected ones are what redis-server 7.0.15 answers. */
class KeySlotTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          123456789,                      12739
          foo,                            12182
          {user1000}.following,            3443
          {user1000}.followers,            3443
          key:000000000000,               13053
          foo{}{bar},                      8363
          a-key-of-more-than-two-words{},  4831
          unclosed-{-brace-in-a-long-key, 11611
          """)
  void a_key_lies_where_redis_puts_it(String key, int slot) {
    assertThat(KeySlot.of(key)).isEqualTo(slot);
  }

  @Test
  void eight_bytes_at_a_time_are_the_same_as_bit_by_bit() {
    Random random = new Random(16_384);
    for (int i = 0; i < 2_000; i++) {
      byte[] key = new byte[random.nextInt(70)];
      random.nextBytes(key);
      assertThat(KeySlot.of(key)).as(Arrays.toString(key)).isEqualTo(crc(hashed(key)) % 16_384);
    }
  }

  @Test
  void a_tag_may_begin_and_end_anywhere() {
    for (int before = 0; before < 20; before++) {
      for (int within = 1; within < 20; within++) {
        String key = "x".repeat(before) + "{" + "y".repeat(within) + "}" + "z".repeat(before);
        assertThat(KeySlot.of(key)).as(key).isEqualTo(KeySlot.of("y".repeat(within)));
      }
    }
  }

  private static byte[] hashed(byte[] key) {
    String text = new String(key, StandardCharsets.ISO_8859_1);
    int open = text.indexOf('{');
    int close = open < 0 ? -1 : text.indexOf('}', open);
    return close > open + 1 ? Arrays.copyOfRange(key, open + 1, close) : key;
  }

  /** CRC-16/XMODEM by its definition. */
  private static int crc(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        boolean one = ((crc >>> 15 ^ b >>> bit) & 1) != 0;
        crc = (crc << 1 & 0xFFFF) ^ (one ? 0x1021 : 0);
      }
    }
    return crc;
  }
}
