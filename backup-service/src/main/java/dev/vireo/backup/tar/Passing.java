package dev.vireo.backup.tar;

import java.io.IOException;

/** Something that is told from the bytes of it, as they pass by in pieces of any size. */
public interface Passing {

  /** Takes the next piece. The array is lent. */
  void accept(byte[] bytes, int from, int length) throws IOException;

  /**
   * Nothing more comes.
   *
   * @throws IOException where it did not come to its end, as far as it tells that itself
   */
  void finish() throws IOException;
}
