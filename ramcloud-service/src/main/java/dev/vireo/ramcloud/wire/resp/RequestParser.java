package dev.vireo.ramcloud.wire.resp;

import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests: arrays of bulk strings, and lines of words for people with telnet. It remembers
 * how far it came, so that a request that arrives in many pieces is read once; the bytes of the
 * unfinished request are given again each time, from its first byte, though they may have moved.
 * Texts of protocol errors are those of Redis 7 (networking.c).
 */
public final class RequestParser {
  /** A line without its end, and a count, may be this long. */
  static final int LINE_BYTES = 64 * 1024;

  /** What was made of the bytes. */
  public enum Outcome {
    /** The request is not whole yet. */
    MORE,
    /** {@link #args} holds a request of at least one word; {@link #consumed} bytes were used. */
    REQUEST,
    /** An empty request, to be passed over; {@link #consumed} bytes were used. */
    NOTHING,
    /** {@link #error} says what is wrong; nothing more can be read from this connection. */
    BROKEN
  }

  private final Args args = new Args();
  private final ByteBufAllocator allocator;
  private RequestLimits limits;
  private int position;
  private int wordsLeft;
  private int wordLength = -1;
  private boolean inArray;
  private int[] starts = new int[16];
  private int[] lengths = new int[16];
  private int words;
  private long wordBytes;
  private int consumed;
  private @Nullable String error;

  public RequestParser(RequestLimits limits, ByteBufAllocator allocator) {
    this.limits = limits;
    this.allocator = allocator;
  }

  /** From now on, also for the request that is being read. */
  public void limits(RequestLimits limits) {
    this.limits = limits;
  }

  public Args args() {
    return args;
  }

  /** The bytes of the request that was just read. */
  public int consumed() {
    return consumed;
  }

  /** What broke the protocol, as the reply says it, without {@code -ERR}. */
  public String error() {
    return error == null ? "" : error;
  }

  /**
   * How many bytes are needed for certain before it is worth to ask again; at least one more than
   * were given.
   */
  public int needed() {
    return wordLength < 0 ? position + 1 : position + wordLength + 2;
  }

  /** Reads the request that begins at {@code address}, of which {@code length} bytes are there. */
  public Outcome read(long address, int length) {
    if (length == 0) {
      return Outcome.MORE;
    }
    if (!inArray) {
      if (OffHeap.byteAt(address) != '*') {
        return readLine(address, length);
      }
      Outcome begun = beginArray(address, length);
      if (begun != Outcome.REQUEST) {
        return begun;
      }
    }
    while (wordsLeft > 0) {
      if (wordLength < 0) {
        Outcome header = readWordHeader(address, length);
        if (header != Outcome.REQUEST) {
          return header;
        }
      }
      if ((long) position + wordLength + 2 > length) {
        return Outcome.MORE;
      }
      keep(position, wordLength);
      position += wordLength + 2;
      wordLength = -1;
      wordsLeft--;
    }
    args.release();
    args.clear();
    for (int i = 0; i < words; i++) {
      args.add(address + starts[i], lengths[i]);
    }
    consumed = position;
    reset();
    return Outcome.REQUEST;
  }

  private Outcome beginArray(long address, int length) {
    int end = lineEnd(address, 1, length);
    if (end < 0) {
      return length > LINE_BYTES ? broken("too big mbulk count string") : Outcome.MORE;
    }
    if (end + 2 > length) {
      return Outcome.MORE;
    }
    if (!Numbers.isLong(address + 1, end - 1)) {
      return broken("invalid multibulk length");
    }
    long count = Numbers.longOf(address + 1, end - 1);
    if (count > limits.words()) {
      return broken(
          limits == RequestLimits.STRANGER
              ? "unauthenticated multibulk length"
              : "invalid multibulk length");
    }
    position = end + 2;
    if (count <= 0) {
      consumed = position;
      reset();
      return Outcome.NOTHING;
    }
    inArray = true;
    wordsLeft = (int) count;
    return Outcome.REQUEST;
  }

  private Outcome readWordHeader(long address, int length) {
    int end = lineEnd(address, position, length);
    if (end < 0) {
      return length - position > LINE_BYTES ? broken("too big bulk count string") : Outcome.MORE;
    }
    if (end + 2 > length) {
      return Outcome.MORE;
    }
    byte first = OffHeap.byteAt(address + position);
    if (first != '$') {
      return broken("expected '$', got '" + (char) (first & 0xff) + "'");
    }
    if (!Numbers.isLong(address + position + 1, end - position - 1)) {
      return broken("invalid bulk length");
    }
    long size = Numbers.longOf(address + position + 1, end - position - 1);
    if (size < 0 || size > limits.wordBytes()) {
      return broken(
          limits == RequestLimits.STRANGER && size > 0
              ? "unauthenticated bulk length"
              : "invalid bulk length");
    }
    wordBytes += size;
    if (wordBytes > limits.requestBytes()) {
      return broken("request is larger than " + limits.requestBytes() + " bytes");
    }
    position = end + 2;
    wordLength = (int) size;
    return Outcome.REQUEST;
  }

  /** Where the next carriage return is, or -1. */
  private static int lineEnd(long address, int from, int length) {
    for (int i = from; i < length; i++) {
      if (OffHeap.byteAt(address + i) == '\r') {
        return i;
      }
    }
    return -1;
  }

  private Outcome readLine(long address, int length) {
    int end = position;
    while (end < length && OffHeap.byteAt(address + end) != '\n') {
      end++;
    }
    if (end == length) {
      position = end;
      return length > LINE_BYTES ? broken("too big inline request") : Outcome.MORE;
    }
    int lineLength = end > 0 && OffHeap.byteAt(address + end - 1) == '\r' ? end - 1 : end;
    consumed = end + 1;
    reset();
    args.release();
    args.clear();
    if (!InlineWords.split(address, lineLength, args, allocator)) {
      return broken("unbalanced quotes in request");
    }
    return args.count() == 0 ? Outcome.NOTHING : Outcome.REQUEST;
  }

  private void keep(int start, int length) {
    if (words == starts.length) {
      starts = java.util.Arrays.copyOf(starts, words * 2);
      lengths = java.util.Arrays.copyOf(lengths, words * 2);
    }
    starts[words] = start;
    lengths[words] = length;
    words++;
  }

  private Outcome broken(String what) {
    error = "Protocol error: " + what;
    return Outcome.BROKEN;
  }

  private void reset() {
    position = 0;
    wordsLeft = 0;
    wordLength = -1;
    inArray = false;
    words = 0;
    wordBytes = 0;
  }
}
