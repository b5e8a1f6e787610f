package dev.vireo.container.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * The lines of a stream as bytes, for not all that a host lists is UTF-8. A line's end is {@code
 * \n} or {@code \r\n}; the last line needs none. The mark of UTF-8 that editors set at the begin is
 * of no line.
 */
final class Lines {

  /** Of a longer line the rest is passed over: no name or message is nearly as long. */
  static final int LONGEST = 1 << 16;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** Takes a line; the bytes are its own only until it returns. */
  interface Taker {
    void line(byte[] text, int from, int to) throws IOException;
  }

  private Lines() {}

  static void read(InputStream in, Taker taker) throws IOException {
    PushbackInputStream rest = new PushbackInputStream(in, MARK.length);
    byte[] begin = rest.readNBytes(MARK.length);
    if (!Arrays.equals(begin, MARK)) {
      rest.unread(begin);
    }
    byte[] buffer = new byte[4 * LONGEST];
    int kept = 0;
    boolean passing = false;
    while (true) {
      int got = rest.read(buffer, kept, buffer.length - kept);
      if (got < 0) {
        break;
      }
      int end = kept + got;
      int from = 0;
      for (int i = kept; i < end; i++) {
        if (buffer[i] == '\n') {
          if (!passing) {
            taker.line(buffer, from, withoutReturn(buffer, from, i));
          }
          passing = false;
          from = i + 1;
        }
      }
      kept = end - from;
      if (kept >= LONGEST && !passing) {
        taker.line(buffer, from, from + LONGEST);
        passing = true;
      }
      if (passing) {
        kept = 0;
      } else if (from > 0 && kept > 0) {
        System.arraycopy(buffer, from, buffer, 0, kept);
      }
    }
    if (kept > 0 && !passing) {
      taker.line(Arrays.copyOf(buffer, kept), 0, withoutReturn(buffer, 0, kept));
    }
  }

  private static int withoutReturn(byte[] text, int from, int end) {
    return end > from && text[end - 1] == '\r' ? end - 1 : end;
  }
}
