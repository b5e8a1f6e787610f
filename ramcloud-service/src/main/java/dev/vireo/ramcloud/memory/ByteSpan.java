package dev.vireo.ramcloud.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Some bytes that lie somewhere: in a network buffer, in the log, in an array. It is pointed anew
 * instead of made anew, so that keys and values pass from a connection to the store and back with
 * no copy and no garbage. It does not own what it points at, and is used by one thread.
 *
 * <p>Reading it is fastest where it points outside the heap.
 */
public final class ByteSpan {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private MemorySegment base = NOTHING;
  private long offset;
  private int length;

  /** An empty span, to be pointed somewhere. */
  public ByteSpan() {}

  /** All of these bytes. */
  public static ByteSpan of(byte[] bytes) {
    return new ByteSpan().at(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  /** The UTF-8 bytes of a text. */
  public static ByteSpan of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Points at {@code length} bytes from {@code offset} of {@code base} on. */
  public ByteSpan at(MemorySegment base, long offset, int length) {
    this.base = base;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /**
   * Points at memory of the process, such as a direct buffer's. The caller answers for it that the
   * bytes are there.
   */
  public ByteSpan atAddress(long address, int length) {
    return at(NativeMemory.ALL, address, length);
  }

  /** Points at nothing, with length 0. */
  public ByteSpan clear() {
    return at(NOTHING, 0, 0);
  }

  /** What {@link #offset()} is counted from. */
  public MemorySegment base() {
    return base;
  }

  /** Where the first byte lies in {@link #base()}. */
  public long offset() {
    return offset;
  }

  /** How many bytes. */
  public int length() {
    return length;
  }

  /** The byte at {@code index}, counted from 0. */
  public byte get(int index) {
    return base.get(JAVA_BYTE, offset + index);
  }

  /** Copies all bytes to {@code target}. */
  public void copyTo(MemorySegment target, long targetOffset) {
    MemorySegment.copy(base, offset, target, targetOffset, length);
  }

  /** A copy on the heap. */
  public byte[] toBytes() {
    byte[] bytes = new byte[length];
    MemorySegment.copy(base, JAVA_BYTE, offset, bytes, 0, length);
    return bytes;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }

  /** Whether the bytes are the same. */
  public boolean sameBytes(ByteSpan other) {
    return length == other.length
        && MemorySegment.mismatch(
                base, offset, offset + length, other.base, other.offset, other.offset + length)
            == -1;
  }
}
