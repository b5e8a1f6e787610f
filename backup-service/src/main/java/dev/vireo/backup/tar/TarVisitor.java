package dev.vireo.backup.tar;

import java.io.IOException;

/** Is told what passes by in a {@link TarReader}, in order. */
public interface TarVisitor {

  /**
   * An entry begins.
   *
   * @param headers its header, with those before it that belong to it, as they came; of a file with
   *     holes, one that fits its content with zeros in their place. The visitor's to keep
   */
  void begin(TarEntry entry, byte[] headers) throws IOException;

  /** Some of its content. The array is lent. */
  void data(byte[] bytes, int from, int length) throws IOException;

  /** So many zeros of its content that are a hole; who makes no difference is given zeros. */
  default void hole(long length) throws IOException {
    byte[] zeros = new byte[(int) Math.min(length, 1 << 16)];
    for (long left = length; left > 0; left -= zeros.length) {
      data(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }

  /** It ends. */
  void end(TarEntry entry) throws IOException;
}
