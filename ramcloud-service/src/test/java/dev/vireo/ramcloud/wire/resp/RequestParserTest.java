package dev.vireo.ramcloud.wire.resp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestParserTest {
  private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  @Property(tries = 300)
  void any_cut_of_the_bytes_gives_the_same_requests(
      @ForAll @Size(max = 6) List<@Size(min = 1, max = 5) List<byte[]>> requests,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 40) Integer> cuts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    requests.forEach(words -> bytes.writeBytes(encoded(words)));
    assertThat(parsed(bytes.toByteArray(), cuts)).isEqualTo(texts(requests));
  }

  @Property(tries = 500)
  void no_bytes_whatever_make_it_throw(
      @ForAll @Size(max = 200) byte[] bytes,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 40) Integer> cuts) {
    assertThat(parsed(bytes, cuts)).isEqualTo(parsed(bytes, List.of(bytes.length + 1)));
  }

  @Test
  void words_of_a_line_may_be_quoted() {
    assertThat(parsed("set \"a\\x41\\n\" 'it\\'s' b\r\n".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly(List.of("set", "aA\n", "it's", "b"));
  }

  @Test
  void an_unclosed_quote_breaks_the_protocol() {
    assertThat(parsed("set \"a b\r\n".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly(List.of("Protocol error: unbalanced quotes in request"));
  }

  @Test
  void an_array_of_no_words_is_passed_over() {
    assertThat(parsed("*0\r\n*-1\r\n\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly(List.of("PING"));
  }

  @Test
  void what_is_no_bulk_string_breaks_the_protocol() {
    assertThat(parsed("*1\r\n:5\r\n".getBytes(StandardCharsets.US_ASCII)))
        .containsExactly(List.of("Protocol error: expected '$', got ':'"));
  }

  @Test
  void a_word_over_the_limit_breaks_the_protocol() {
    String length = Integer.toString(RequestLimits.DEFAULT.wordBytes() + 1);
    assertThat(parsed(("*1\r\n$" + length + "\r\n").getBytes(StandardCharsets.US_ASCII)))
        .containsExactly(List.of("Protocol error: invalid bulk length"));
  }

  @Test
  void a_stranger_may_not_announce_much() {
    RequestParser parser = new RequestParser(RequestLimits.STRANGER, ALLOCATOR);
    assertThat(run(parser, "*11\r\n".getBytes(StandardCharsets.US_ASCII), List.of(100)))
        .containsExactly(List.of("Protocol error: unauthenticated multibulk length"));
  }

  private static List<List<String>> texts(List<List<byte[]>> requests) {
    return requests.stream()
        .map(words -> words.stream().map(b -> new String(b, StandardCharsets.ISO_8859_1)).toList())
        .toList();
  }

  private static byte[] encoded(List<byte[]> words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (byte[] word : words) {
      bytes.writeBytes(("$" + word.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(word);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static List<List<String>> parsed(byte[] bytes) {
    return parsed(bytes, List.of(bytes.length));
  }

  private static List<List<String>> parsed(byte[] bytes, List<Integer> cuts) {
    return run(new RequestParser(RequestLimits.DEFAULT, ALLOCATOR), bytes, cuts);
  }

  /** Gives the bytes piece by piece, each time in other memory, as a connection does. */
  private static List<List<String>> run(RequestParser parser, byte[] bytes, List<Integer> cuts) {
    List<List<String>> seen = new ArrayList<>();
    int from = 0;
    int to = 0;
    int cut = 0;
    while (to < bytes.length) {
      to = Math.min(bytes.length, to + cuts.get(cut++ % cuts.size()));
      ByteBuf memory = ALLOCATOR.directBuffer(Math.max(1, to - from));
      memory.writeBytes(bytes, from, to - from);
      try {
        int used = take(parser, memory, seen);
        if (used < 0) {
          return seen;
        }
        from += used;
      } finally {
        memory.release();
      }
    }
    return seen;
  }

  /** Takes all whole requests; gives how many bytes they were, or -1 when the protocol broke. */
  private static int take(RequestParser parser, ByteBuf memory, List<List<String>> seen) {
    int at = 0;
    while (true) {
      switch (parser.read(OffHeap.address(memory) + at, memory.readableBytes() - at)) {
        case REQUEST -> {
          List<String> words = new ArrayList<>();
          for (int i = 0; i < parser.args().count(); i++) {
            words.add(parser.args().text(i));
          }
          seen.add(words);
          at += parser.consumed();
        }
        case NOTHING -> at += parser.consumed();
        case MORE -> {
          return at;
        }
        case BROKEN -> {
          seen.add(List.of(parser.error()));
          return -1;
        }
      }
    }
  }
}
