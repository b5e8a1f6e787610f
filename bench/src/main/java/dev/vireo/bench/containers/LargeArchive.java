package dev.vireo.bench.containers;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A root file system as a {@code .tar.gz} of a given size: what tells the distribution comes first,
 * as in the order of names, then files of the mixture that programs are, which gzip halves.
 */
final class LargeArchive {

  private static final int BLOCK = 512;
  private static final int FILE = 256 * 1024;
  private static final int I386 = 3;

  private LargeArchive() {}

  /** Writes it; its size is at least so many bytes, and hardly more. */
  static void write(Path archive, long bytes) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive), 1 << 20)) {
      CountedOut counted = new CountedOut(file);
      try (OutputStream out = new Fast(counted)) {
        entry(out, "./bin/sh", elf());
        entry(
            out,
            "./etc/os-release",
            "ID=debian\nVERSION_ID=6.0\n".getBytes(StandardCharsets.US_ASCII));
        entry(out, "./etc/debian_version", "6.0.1\n".getBytes(StandardCharsets.US_ASCII));
        Random random = new Random(1);
        byte[] content = new byte[FILE];
        for (int i = 0; counted.count < bytes; i++) {
          fill(content, random);
          entry(out, "./usr/lib/file-" + i, content);
        }
        out.write(new byte[2 * BLOCK]);
      }
    }
  }

  /** Every other stretch is one that was there before. */
  private static void fill(byte[] content, Random random) {
    byte[] fresh = new byte[64];
    for (int at = 0; at < content.length; at += 128) {
      random.nextBytes(fresh);
      System.arraycopy(fresh, 0, content, at, 64);
      System.arraycopy(content, at < 4096 ? 0 : at - 4096, content, at + 64, 64);
    }
  }

  private static byte[] elf() {
    byte[] elf = new byte[4096];
    byte[] head = {0x7f, 'E', 'L', 'F', 1, 1, 1};
    System.arraycopy(head, 0, elf, 0, head.length);
    elf[16] = 2;
    elf[18] = I386;
    return elf;
  }

  private static void entry(OutputStream out, String path, byte[] content) throws IOException {
    byte[] header = new byte[BLOCK];
    put(header, 0, path);
    put(header, 100, "0000755");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", content.length));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o", sum));
    header[154] = 0;
    out.write(header);
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** Making the archive is not what is measured. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class CountedOut extends OutputStream {
    private final OutputStream out;
    private long count;

    CountedOut(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
