package dev.vireo.backup.tar;

import java.io.IOException;

/** Is told what passes by in a {@link TarReader}, in order. */
public interface TarVisitor {

  /**
   * An entry begins.
   *
   * @param headers its header, with those before it that belong to it, as they came; the visitor's
   *     to keep
   */
  void begin(TarEntry entry, byte[] headers) throws IOException;

  /** Some of its content. The array is lent. */
  void data(byte[] bytes, int from, int length) throws IOException;

  /** It ends. */
  void end(TarEntry entry) throws IOException;
}
