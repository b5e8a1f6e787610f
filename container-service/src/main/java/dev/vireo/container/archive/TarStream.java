package dev.vireo.container.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The entries of a tar archive, one after the other: ustar, with GNU's long names and sparse files,
 * and pax. Holds one header and at most {@value #LONGEST_EXTRA} bytes of names, whatever the
 * archive says of itself. Content that nobody reads is skipped.
 */
final class TarStream {

  static final int BLOCK = 512;

  /** Of names beyond the header's field; a name is at most a path of 4,096 bytes. */
  private static final int LONGEST_EXTRA = 1 << 20;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];
  private boolean marked;
  private long left;
  private long padding;

  /**
   * @param path as the archive has it
   * @param type its letter: {@code 0} a file, {@code 1} a hard link, {@code 2} a symbolic one,
   *     {@code 3} and {@code 4} devices, {@code 5} a folder
   * @param link where a link leads
   * @param size of the content in the archive, in bytes
   */
  record Entry(String path, char type, String link, long size) {}

  TarStream(InputStream in) {
    this.in = in;
  }

  /**
   * The next entry; empty at the end.
   *
   * @throws EOFException where the archive ends in the middle of an entry
   * @throws CorruptArchive where something stands that is no header
   */
  Optional<Entry> next() throws IOException {
    String path = "";
    String link = "";
    long paxSize = -1;
    while (true) {
      skipFully(left + padding);
      left = 0;
      padding = 0;
      int got = in.readNBytes(header, 0, BLOCK);
      if (got == 0 || (got == BLOCK && isZero(header))) {
        marked = got > 0;
        return Optional.empty();
      }
      if (got < BLOCK) {
        throw new EOFException("it ends in the middle of a header");
      }
      if (!isHeader(header)) {
        throw new CorruptArchive("something stands where a header is expected");
      }
      long size = number(header, 124, 12);
      if (size < 0) {
        throw new CorruptArchive("an entry has no readable size");
      }
      char type = header[156] == 0 ? '0' : (char) header[156];
      begin(hasContent(type) ? size : 0);
      switch (type) {
        case 'L' -> path = untilZero(extra());
        case 'K' -> link = untilZero(extra());
        case 'x' -> {
          byte[] records = extra();
          path = pax(records, "path", path);
          link = pax(records, "linkpath", link);
          paxSize = size(pax(records, "size", ""));
        }
        case 'g' -> extra();
        default -> {
          if (type == 'S') {
            skipSparseHeaders();
          }
          if (paxSize >= 0 && hasContent(type)) {
            begin(paxSize);
          }
          return Optional.of(
              new Entry(
                  path.isEmpty() ? name() : path,
                  type == '7' || type == 'S' ? '0' : type,
                  link.isEmpty() ? text(157, 100) : link,
                  left));
        }
      }
    }
  }

  /** Whether the archive's end is marked as one; without that mark it may be cut between files. */
  boolean endIsMarked() {
    return marked;
  }

  /** The first bytes of the entry's content, at most so many. */
  byte[] read(int most) throws IOException {
    int wanted = (int) Math.min(most, left);
    byte[] bytes = in.readNBytes(wanted);
    left -= bytes.length;
    if (bytes.length < wanted) {
      throw new EOFException("it ends in the middle of a file");
    }
    return bytes;
  }

  private static boolean hasContent(char type) {
    return "123456".indexOf(type) < 0;
  }

  private void begin(long size) {
    left = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
  }

  private byte[] extra() throws IOException {
    if (left > LONGEST_EXTRA) {
      throw new CorruptArchive("an entry's name is said to have " + left + " bytes");
    }
    return read(LONGEST_EXTRA);
  }

  /** A file with many holes has more headers that tell where they are. */
  private void skipSparseHeaders() throws IOException {
    boolean more = header[482] != 0;
    byte[] extended = new byte[BLOCK];
    while (more) {
      if (in.readNBytes(extended, 0, BLOCK) < BLOCK) {
        throw new EOFException("it ends in the middle of a header");
      }
      more = extended[504] != 0;
    }
  }

  private void skipFully(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      EOFException said = new EOFException("it ends in the middle of a file");
      said.initCause(e);
      throw said;
    }
  }

  private String name() {
    String name = text(0, 100);
    boolean ustar = text(257, 5).equals("ustar");
    // GNU's own format keeps times where ustar keeps the first part of a path.
    String prefix = ustar && header[262] == 0 ? text(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static String untilZero(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** {@code 27 path=some/long/name\n}, by its length, for a name may hold a line end. */
  private static String pax(byte[] records, String key, String otherwise) {
    String wanted = key + "=";
    int at = 0;
    while (at < records.length) {
      int length = 0;
      int i = at;
      while (i < records.length && records[i] >= '0' && records[i] <= '9' && i - at < 8) {
        length = length * 10 + records[i] - '0';
        i++;
      }
      if (i >= records.length || records[i] != ' ' || length < 4 || at + length > records.length) {
        return otherwise;
      }
      String record =
          new String(records, i + 1, Math.max(0, at + length - i - 2), StandardCharsets.UTF_8);
      if (record.startsWith(wanted)) {
        return record.substring(wanted.length());
      }
      at += length;
    }
    return otherwise;
  }

  private static long size(String text) {
    try {
      return text.isEmpty() ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the block's checksum is its own; old tars added up signed bytes. */
  static boolean isHeader(byte[] block) {
    if (block.length < BLOCK) {
      return false;
    }
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean sum = i >= 148 && i < 156;
      unsigned += sum ? ' ' : block[i] & 0xff;
      signed += sum ? ' ' : block[i];
    }
    long told = number(block, 148, 8);
    return told == unsigned || told == signed;
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
    return digits || length != 8 ? value : -1;
  }
}
