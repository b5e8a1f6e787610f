package dev.vireo.backup.tar;

import java.io.IOException;

/**
 * The content of a file that has holes, as GNU's format 1.0 for them in a pax archive writes it:
 * how many stretches hold data, where each begins and how long it is, a number a line, filled up to
 * a block; then the stretches one after the other. It is told with its holes.
 *
 * <p>Memory: 16 bytes for each stretch, of at most four million.
 */
final class SparseContent {

  private static final int BLOCK = 512;
  private static final int MOST_STRETCHES = 1 << 22;

  private final long size;

  /** Where stretches begin and how long they are, by turns; as many as were read. */
  private long[] map = new long[0];

  private int numbers;
  private long number = -1;
  private boolean counted;
  private long mapBytes;
  private boolean mapped;

  private int stretch;
  private long inStretch;
  private long at;

  /**
   * The content of a file.
   *
   * @param size of the file, holes and all
   */
  SparseContent(long size) {
    this.size = size;
  }

  /** Takes the next piece of what the archive holds of it. */
  void accept(byte[] bytes, int from, int length, TarVisitor visitor) throws IOException {
    int i = from;
    int end = from + length;
    while (i < end && !mapped) {
      mapByte(bytes[i++]);
    }
    while (i < end) {
      begin(visitor);
      if (stretch == map.length) {
        throw new MalformedTar("a file with holes has more data than its map says");
      }
      int taken = (int) Math.min(end - i, map[stretch + 1] - inStretch);
      visitor.data(bytes, i, taken);
      inStretch += taken;
      at += taken;
      i += taken;
    }
  }

  /** All of it was given: what is left is a hole. */
  void finish(TarVisitor visitor) throws IOException {
    if (!mapped) {
      throw new MalformedTar("a file with holes has no whole map");
    }
    begin(visitor);
    if (stretch != map.length) {
      throw new MalformedTar("a file with holes has less data than its map says");
    }
    hole(size, visitor);
  }

  private void mapByte(byte b) throws MalformedTar {
    mapBytes++;
    if (counted && numbers == map.length) {
      // Only filling is left of the block.
    } else if (b >= '0' && b <= '9' && number < Long.MAX_VALUE / 20) {
      number = Math.max(number, 0) * 10 + b - '0';
    } else if (b == '\n' && number >= 0) {
      mapNumber(number);
      number = -1;
    } else {
      throw new MalformedTar("the map of a file with holes is none");
    }
    mapped = counted && numbers == map.length && mapBytes % BLOCK == 0;
  }

  private void mapNumber(long next) throws MalformedTar {
    if (!counted) {
      if (next > MOST_STRETCHES) {
        throw new MalformedTar("a file of " + next + " stretches of data");
      }
      counted = true;
      map = new long[2 * (int) next];
      return;
    }
    boolean length = numbers % 2 == 1;
    long before =
        numbers == 0 ? 0 : length ? map[numbers - 1] : map[numbers - 2] + map[numbers - 1];
    if (length ? next > size - before : next < before || next > size) {
      throw new MalformedTar("the map of a file with holes contradicts itself");
    }
    map[numbers++] = next;
  }

  /** Steps over holes and stretches of nothing, to where the next byte belongs. */
  private void begin(TarVisitor visitor) throws IOException {
    while (stretch < map.length) {
      if (inStretch == 0) {
        hole(map[stretch], visitor);
      }
      if (inStretch < map[stretch + 1]) {
        return;
      }
      stretch += 2;
      inStretch = 0;
    }
  }

  private void hole(long to, TarVisitor visitor) throws IOException {
    if (to > at) {
      visitor.hole(to - at);
      at = to;
    }
  }
}
