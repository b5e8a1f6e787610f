package dev.vireo.multipath.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the plain files of a tar archive, as much of the format as support bundles use: ustar with
 * GNU's long names and pax paths. Links and other entries are passed over.
 */
final class TarReader {

  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 64 * 1024;

  /** Takes a file; what it does not read of the stream is skipped. */
  interface Visitor {
    void file(String name, long size, InputStream content) throws IOException;
  }

  private TarReader() {}

  /**
   * @throws IOException where the stream is no tar archive or ends in the middle of one
   */
  static void read(InputStream in, Visitor visitor) throws IOException {
    String longName = "";
    byte[] header = new byte[BLOCK];
    while (true) {
      int got = in.readNBytes(header, 0, BLOCK);
      if (got == 0 || (got == BLOCK && isZero(header))) {
        return;
      }
      if (got < BLOCK || !hasChecksum(header)) {
        throw new IOException("is no tar archive, or is cut off");
      }
      long size = number(header, 124, 12);
      if (size < 0) {
        throw new IOException("an entry has no readable size");
      }
      Bounded content = new Bounded(in, size);
      char type = (char) header[156];
      switch (type) {
        case 'L' -> longName = text(content.readNBytes(LONGEST_NAME));
        case 'x' ->
            longName =
                paxPath(new String(content.readNBytes(LONGEST_NAME), StandardCharsets.UTF_8));
        case '0', '\0' -> {
          visitor.file(longName.isEmpty() ? name(header) : longName, size, content);
          longName = "";
        }
        default -> longName = "";
      }
      content.skipRest();
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private static String name(byte[] header) {
    String name = text(header, 0, 100);
    boolean ustar = text(header, 257, 5).equals("ustar");
    String prefix = ustar && header[262] == 0 ? text(header, 345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** {@code 27 path=some/long/name\n}. */
  private static String paxPath(String records) {
    return records
        .lines()
        .filter(l -> l.contains(" path="))
        .map(l -> l.substring(l.indexOf(" path=") + 6))
        .findFirst()
        .orElse("");
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasChecksum(byte[] header) {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    return sum == number(header, 148, 8);
  }

  /** Octal digits, or the base-256 form of large numbers; -1 where it is neither. */
  private static long number(byte[] header, int from, int length) {
    long value = 0;
    if ((header[from] & 0x80) != 0) {
      for (int i = from + length - 8; i < from + length; i++) {
        value = value << 8 | (header[i] & 0xff);
      }
      return value;
    }
    boolean digits = false;
    for (int i = from; i < from + length; i++) {
      byte b = header[i];
      if (b >= '0' && b <= '7') {
        value = value * 8 + (b - '0');
        digits = true;
      } else if (b != ' ' && b != 0) {
        return -1;
      }
    }
    return digits ? value : -1;
  }

  private static String text(byte[] bytes) {
    return text(bytes, 0, bytes.length);
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** The content of one entry, and no byte of the next. */
  private static final class Bounded extends InputStream {

    private final InputStream in;
    private long left;

    Bounded(InputStream in, long size) {
      this.in = in;
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      int b = in.read();
      left -= b < 0 ? left : 1;
      return b;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      int got = in.read(to, offset, (int) Math.min(length, left));
      left -= got < 0 ? left : got;
      return got;
    }

    void skipRest() throws IOException {
      in.skipNBytes(left);
      left = 0;
    }
  }
}
