package dev.vireo.simulator.disk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a ustar archive, all owned by root; with GNU's long names where one has over 100 bytes.
 */
final class TarWriter implements AutoCloseable {
  private static final int BLOCK = 512;

  /** One moment for all files, so that the same archive is made each time. */
  private static final long TIME = 1_286_000_000;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void directory(String name) throws IOException {
    header(name.endsWith("/") ? name : name + "/", '5', 0755, 0, "");
  }

  void file(String name, int mode, byte[] content) throws IOException {
    header(name, '0', mode, content.length, "");
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  void file(String name, int mode, long size, InputStream content) throws IOException {
    header(name, '0', mode, size, "");
    byte[] piece = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int read = content.read(piece, 0, (int) Math.min(left, piece.length));
      if (read < 0) {
        throw new IOException("file shrank while it was read");
      }
      out.write(piece, 0, read);
      left -= read;
    }
    out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  void link(String name, String target) throws IOException {
    header(name, '2', 0777, 0, target);
  }

  private void header(String name, char type, int mode, long size, String target)
      throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > 100) {
      header("././@LongLink", 'L', 0644, bytes.length + 1L, "");
      out.write(Arrays.copyOf(bytes, bytes.length + 1));
      out.write(new byte[(BLOCK - (bytes.length + 1) % BLOCK) % BLOCK]);
    }
    byte[] block = new byte[BLOCK];
    put(block, 0, 100, bytes.length > 100 ? name.substring(0, 100) : name);
    put(block, 100, 8, String.format("%07o", mode));
    put(block, 108, 8, "0000000");
    put(block, 116, 8, "0000000");
    put(block, 124, 12, String.format("%011o", size));
    put(block, 136, 12, String.format("%011o", TIME));
    Arrays.fill(block, 148, 156, (byte) ' ');
    block[156] = (byte) type;
    put(block, 157, 100, target);
    put(block, 257, 8, "ustar\00000");
    put(block, 265, 32, "root");
    put(block, 297, 32, "root");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, 8, String.format("%06o\0 ", sum));
    out.write(block);
  }

  private static void put(byte[] block, int at, int width, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > width) {
      throw new IllegalArgumentException("too long for a tar header: " + text);
    }
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** Writes the end of the archive; the stream below stays open. */
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }
}
