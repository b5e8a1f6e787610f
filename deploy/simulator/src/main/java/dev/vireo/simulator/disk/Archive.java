package dev.vireo.simulator.disk;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Archives as they lie in a template folder: compressed or not. */
public final class Archive {
  private Archive() {}

  static byte[] gzip(byte[] tar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(tar);
    }
    return bytes.toByteArray();
  }

  /**
   * What is inside, whatever it is compressed with: by its first bytes, as tar and PVE tell.
   *
   * @throws IOException if it can't be read; the content of a gzip that is cut short ends with one
   */
  public static InputStream open(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file);
    in.mark(4);
    byte[] magic = in.readNBytes(4);
    in.reset();
    if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
      return new GZIPInputStream(in);
    }
    if (magic.length == 4 && (magic[0] & 0xff) == 0x28 && (magic[1] & 0xff) == 0xb5) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      Zstandard.copy(in, content);
      return new ByteArrayInputStream(content.toByteArray());
    }
    return in;
  }
}
