package dev.vireo.ramcloud.wire.resp;

import dev.vireo.ramcloud.memory.ByteSpan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies, of RESP2 or RESP3, one after another into a buffer of native memory that grows.
 * What RESP3 alone has a form for (maps, nulls, doubles) is written in RESP2 as Redis does it.
 */
public final class ReplyWriter {
  private static final int FIRST_BYTES = 4096;
  private static final int HEADER_BYTES = 24;
  private static final long OK = word("+OK\r\n");
  private static final long ZERO = word(":0\r\n");
  private static final long ONE = word(":1\r\n");
  private static final long NULL_BULK = word("$-1\r\n");
  private static final long NULL_ARRAY = word("*-1\r\n");
  private static final long NULL = word("_\r\n");

  private final ByteBufAllocator allocator;
  private @Nullable ByteBuf buffer;
  private long address;
  private int capacity;
  private int size;
  private boolean resp3;
  private boolean failed;

  public ReplyWriter(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  private static long word(String text) {
    long word = 0;
    for (int i = 0; i < text.length(); i++) {
      word |= ((long) text.charAt(i)) << (8 * i);
    }
    return word;
  }

  /** Which protocol is spoken from here on. */
  public void resp3(boolean resp3) {
    this.resp3 = resp3;
  }

  public boolean isResp3() {
    return resp3;
  }

  /** The bytes that were written and not taken yet. */
  public int size() {
    return size;
  }

  /** Whether an error was written since this was asked last. */
  public boolean takeFailed() {
    boolean was = failed;
    failed = false;
    return was;
  }

  /** Forgets what was written after there were {@code size} bytes. */
  public void cut(int size) {
    this.size = size;
  }

  /** Hands over what was written, to be sent and released; null where there is nothing. */
  public @Nullable ByteBuf take() {
    ByteBuf full = buffer;
    if (full == null || size == 0) {
      return null;
    }
    full.writerIndex(size);
    buffer = null;
    capacity = 0;
    size = 0;
    return full;
  }

  /** Gives the memory back without sending it. */
  public void release() {
    ByteBuf rest = buffer;
    buffer = null;
    capacity = 0;
    size = 0;
    if (rest != null) {
      rest.release();
    }
  }

  /** Moves what was written after there were {@code size} bytes to another writer. */
  public void moveFrom(int size, ReplyWriter to) {
    int length = this.size - size;
    if (length > 0) {
      to.reserve(length);
      OffHeap.copy(address + size, to.address + to.size, length);
      to.size += length;
      this.size = size;
    }
  }

  /** Appends replies that were written elsewhere. */
  public void raw(ByteBuf replies) {
    int length = replies.readableBytes();
    reserve(length);
    OffHeap.copy(OffHeap.address(replies) + replies.readerIndex(), address + size, length);
    size += length;
  }

  public void ok() {
    literal(OK, 5);
  }

  public void queued() {
    simple("QUEUED");
  }

  /** A short text of ASCII without line ends. */
  public void simple(String text) {
    reserve(text.length() + 3);
    put('+');
    ascii(text);
    end();
  }

  /** An error: its code in capitals, a space, what happened. A line end in it becomes a space. */
  public void error(String text) {
    failed = true;
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    reserve(bytes.length + 3);
    put('-');
    for (byte b : bytes) {
      put(b == '\r' || b == '\n' ? ' ' : b);
    }
    end();
  }

  public void integer(long value) {
    if (value == 0) {
      literal(ZERO, 4);
    } else if (value == 1) {
      literal(ONE, 4);
    } else {
      header(':', value);
    }
  }

  /** There is no such thing. */
  public void missing() {
    if (resp3) {
      literal(NULL, 3);
    } else {
      literal(NULL_BULK, 5);
    }
  }

  /** There is no such list. */
  public void missingArray() {
    if (resp3) {
      literal(NULL, 3);
    } else {
      literal(NULL_ARRAY, 5);
    }
  }

  public void bulk(ByteSpan bytes) {
    bulk(bytes.base(), bytes.offset(), bytes.length());
  }

  /** Some of what a segment holds. */
  public void bulk(MemorySegment base, long offset, int length) {
    reserve(length + HEADER_BYTES);
    header('$', length);
    MemorySegment.copy(base, offset, OffHeap.ALL, address + size, length);
    size += length;
    end();
  }

  public void bulk(long from, int length) {
    bulk(OffHeap.ALL, from, length);
  }

  public void bulk(byte[] bytes) {
    reserve(bytes.length + HEADER_BYTES);
    header('$', bytes.length);
    OffHeap.copy(bytes, 0, address + size, bytes.length);
    size += bytes.length;
    end();
  }

  public void bulk(String text) {
    bulk(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A number as a bulk string, as commands do that have always answered with text. */
  public void bulkInteger(long value) {
    reserve(HEADER_BYTES + Numbers.LONG_CHARACTERS);
    header('$', Numbers.width(value));
    size += Numbers.write(value, address + size);
    end();
  }

  /** {@code count} replies follow. */
  public void array(long count) {
    header('*', count);
  }

  /** {@code pairs} keys, each followed by its value, follow. */
  public void map(long pairs) {
    if (resp3) {
      header('%', pairs);
    } else {
      header('*', pairs * 2);
    }
  }

  /** {@code count} different replies in no order follow. */
  public void set(long count) {
    header(resp3 ? '~' : '*', count);
  }

  /** A floating-point number: in RESP2 a bulk string. */
  public void floating(double value) {
    String text = Doubles.text(value);
    if (resp3) {
      reserve(text.length() + 3);
      put(',');
      ascii(text);
      end();
    } else {
      bulk(text);
    }
  }

  /** Text for people, in lines. */
  public void verbatim(String text) {
    if (resp3) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      reserve(bytes.length + HEADER_BYTES + 4);
      header('=', bytes.length + 4L);
      ascii("txt:");
      OffHeap.copy(bytes, 0, address + size, bytes.length);
      size += bytes.length;
      end();
    } else {
      bulk(text);
    }
  }

  private void header(char kind, long value) {
    reserve(HEADER_BYTES);
    put(kind);
    size += Numbers.write(value, address + size);
    end();
  }

  private void literal(long word, int length) {
    reserve(8);
    OffHeap.putLong(address + size, word);
    size += length;
  }

  private void ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void put(int b) {
    OffHeap.putByte(address + size, b);
    size++;
  }

  private void end() {
    OffHeap.putByte(address + size, '\r');
    OffHeap.putByte(address + size + 1, '\n');
    size += 2;
  }

  private void reserve(int more) {
    if (capacity - size < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    ByteBuf now = buffer;
    if (now == null) {
      now = allocator.directBuffer(Math.max(FIRST_BYTES, more));
    } else {
      now.writerIndex(size);
      now.ensureWritable(more);
    }
    buffer = now;
    address = OffHeap.address(now);
    capacity = now.capacity();
  }
}
