package dev.vireo.container.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How an archive is compressed: told by its first bytes, never by its name. */
enum Compression {
  NONE(".tar"),
  GZIP(".tar.gz", 0x1f, 0x8b),
  BZIP2(".tar.bz2", 'B', 'Z', 'h'),
  XZ(".tar.xz", 0xfd, '7', 'z', 'X', 'Z', 0),
  ZSTD(".tar.zst", 0x28, 0xb5, 0x2f, 0xfd);

  /** A dictionary of the strongest setting fits; one made to eat the memory does not. */
  private static final int XZ_MEMORY_KIB = 256 * 1024;

  /** Windows of up to 128 MiB, as {@code zstd --long} makes them. */
  private static final int ZSTD_WINDOW_LOG = 27;

  private static final int BUFFER = 1 << 16;

  private final String extension;
  private final int[] magic;

  Compression(String extension, int... magic) {
    this.extension = extension;
    this.magic = magic;
  }

  String extension() {
    return extension;
  }

  /** By the first bytes; plain where {@code ustar} stands at its place. */
  static Optional<Compression> of(byte[] head) {
    for (Compression compression : values()) {
      if (compression != NONE && compression.begins(head)) {
        return Optional.of(compression);
      }
    }
    return TarStream.isHeader(head) ? Optional.of(NONE) : Optional.empty();
  }

  private boolean begins(byte[] head) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  InputStream decompress(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case XZ -> new XZInputStream(in, XZ_MEMORY_KIB);
      case ZSTD -> {
        ZstdInputStream zstd = new ZstdInputStream(in);
        zstd.setLongMax(ZSTD_WINDOW_LOG);
        yield zstd;
      }
    };
  }
}
