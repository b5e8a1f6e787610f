package dev.vireo.simulator.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a tar archive, entry by entry: ustar with GNU's long names. */
public final class TarReader {
  private static final int BLOCK = 512;

  /**
   * One entry.
   *
   * @param type as in the archive: 0 file, 1 hard link, 2 symbolic link, 3 and 4 devices, 5
   *     directory
   * @param target of a link
   */
  public record Entry(String name, char type, int mode, long size, String target) {

    /** The name without {@code ./} before it and slashes after it. */
    public String path() {
      String bare = name;
      while (bare.startsWith("./") || bare.startsWith("/")) {
        bare = bare.substring(bare.indexOf('/') + 1);
      }
      while (bare.endsWith("/")) {
        bare = bare.substring(0, bare.length() - 1);
      }
      return bare.equals(".") ? "" : bare;
    }
  }

  private final InputStream in;
  private long unread;
  private long padding;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next entry; empty at the end of the archive.
   *
   * @throws EOFException if the archive is cut short
   * @throws IOException if it isn't one
   */
  public Optional<Entry> next() throws IOException {
    String longName = "";
    while (true) {
      skip(unread + padding);
      byte[] block = in.readNBytes(BLOCK);
      if (block.length < BLOCK) {
        throw new EOFException("Unexpected EOF in archive");
      }
      if (isEmpty(block)) {
        return Optional.empty();
      }
      long size = number(block, 124, 12);
      unread = size;
      padding = (BLOCK - size % BLOCK) % BLOCK;
      char type = block[156] == 0 ? '0' : (char) block[156];
      if (type == 'L') {
        longName = new String(content(), StandardCharsets.ISO_8859_1).replace("\0", "");
        continue;
      }
      String prefix = text(block, 345, 155);
      String name = (prefix.isEmpty() ? "" : prefix + "/") + text(block, 0, 100);
      return Optional.of(
          new Entry(
              longName.isEmpty() ? name : longName,
              type,
              (int) number(block, 100, 8),
              size,
              text(block, 157, 100)));
    }
  }

  /** The bytes of the entry that {@link #next} gave last. */
  public byte[] content() throws IOException {
    byte[] content = in.readNBytes((int) unread);
    if (content.length < unread) {
      throw new EOFException("Unexpected EOF in archive");
    }
    unread = 0;
    return content;
  }

  private void skip(long bytes) throws IOException {
    unread = 0;
    padding = 0;
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new EOFException("Unexpected EOF in archive");
    }
  }

  private static boolean isEmpty(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static long number(byte[] block, int at, int width) throws IOException {
    String digits = text(block, at, width).strip();
    if (!digits.matches("[0-7]{0,12}")) {
      throw new IOException("This does not look like a tar archive");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }

  private static String text(byte[] block, int at, int width) {
    int end = at;
    while (end < at + width && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }
}
