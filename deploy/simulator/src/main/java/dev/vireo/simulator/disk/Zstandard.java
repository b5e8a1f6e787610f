package dev.vireo.simulator.disk;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Zstandard frames (RFC 8878) of uncompressed blocks: what every decoder reads and needs no library
 * to write.
 */
final class Zstandard {
  private static final int MAGIC = 0xFD2FB528;
  private static final int LARGEST_BLOCK = 128 << 10;

  private Zstandard() {}

  static byte[] frame(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 4; i++) {
      out.write(MAGIC >> 8 * i);
    }
    // One segment, its size in four bytes, no checksum.
    out.write(0xA0);
    for (int i = 0; i < 4; i++) {
      out.write(content.length >> 8 * i);
    }
    int at = 0;
    do {
      int length = Math.min(LARGEST_BLOCK, content.length - at);
      boolean last = at + length == content.length;
      int header = length << 3 | (last ? 1 : 0);
      for (int i = 0; i < 3; i++) {
        out.write(header >> 8 * i);
      }
      out.write(content, at, length);
      at += length;
    } while (at < content.length);
    return out.toByteArray();
  }

  /** Copies the content of a frame that {@link #frame} made. */
  static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] header = in.readNBytes(9);
    if (header.length < 9 || (header[4] & 0xff) != 0xA0) {
      throw new IOException("unsupported format");
    }
    while (true) {
      byte[] block = in.readNBytes(3);
      if (block.length < 3) {
        throw new EOFException("premature end");
      }
      int word = block[0] & 0xff | (block[1] & 0xff) << 8 | (block[2] & 0xff) << 16;
      byte[] content = in.readNBytes(word >> 3);
      if (content.length < word >> 3) {
        throw new EOFException("premature end");
      }
      out.write(content);
      if ((word & 1) == 1) {
        return;
      }
    }
  }
}
