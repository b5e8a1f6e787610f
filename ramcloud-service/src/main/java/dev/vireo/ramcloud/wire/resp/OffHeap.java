package dev.vireo.ramcloud.wire.resp;

import io.netty.buffer.ByteBuf;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Native memory by absolute address: what is received, what is stored and what is sent all lie
 * outside the heap, and one segment that spans the address space reads them without an object per
 * slice. A caller vouches that the range is alive and is its own.
 */
public final class OffHeap {
  /** All of the address space: offset and address are the same number. */
  public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final ValueLayout.OfLong LITTLE_LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private OffHeap() {}

  /**
   * The address of index 0 of a direct buffer.
   *
   * @throws IllegalArgumentException for a buffer on the heap
   */
  public static long address(ByteBuf buffer) {
    if (buffer.hasMemoryAddress()) {
      return buffer.memoryAddress();
    }
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("A buffer on the heap has no address: " + buffer);
    }
    return MemorySegment.ofBuffer(buffer.nioBuffer(0, buffer.capacity())).address();
  }

  public static byte byteAt(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address);
  }

  public static void putByte(long address, int value) {
    ALL.set(ValueLayout.JAVA_BYTE, address, (byte) value);
  }

  /** Eight bytes, the first one lowest. */
  public static long longAt(long address) {
    return ALL.get(LITTLE_LONG, address);
  }

  public static void putLong(long address, long littleEndian) {
    ALL.set(LITTLE_LONG, address, littleEndian);
  }

  public static void copy(long from, long to, long length) {
    MemorySegment.copy(ALL, from, ALL, to, length);
  }

  public static void copy(byte[] from, int offset, long to, int length) {
    MemorySegment.copy(from, offset, ALL, ValueLayout.JAVA_BYTE, to, length);
  }

  public static byte[] bytes(long address, int length) {
    byte[] copy = new byte[length];
    MemorySegment.copy(ALL, ValueLayout.JAVA_BYTE, address, copy, 0, length);
    return copy;
  }

  /** Whether both ranges hold the same bytes. */
  public static boolean equal(long a, long b, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (longAt(a + i) != longAt(b + i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (byteAt(a + i) != byteAt(b + i)) {
        return false;
      }
    }
    return true;
  }
}
