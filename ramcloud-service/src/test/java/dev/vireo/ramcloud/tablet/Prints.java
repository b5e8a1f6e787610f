package dev.vireo.ramcloud.tablet;

/** A set of {@link Print}s, in 16 bytes each and some room: there are millions. */
final class Prints {

  private static final int FIRST_PLACES = 1 << 12;

  private long[] pairs = new long[2 * FIRST_PLACES];
  private int size;

  int size() {
    return size;
  }

  /** Whether it was not there. */
  boolean add(Print print) {
    if (size >= pairs.length / 2 * 3 / 4) {
      grow();
    }
    if (place(pairs, print.high(), print.low())) {
      size++;
      return true;
    }
    return false;
  }

  private void grow() {
    long[] wider = new long[2 * pairs.length];
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] != 0 || pairs[i + 1] != 0) {
        boolean unused = place(wider, pairs[i], pairs[i + 1]);
      }
    }
    pairs = wider;
  }

  private static boolean place(long[] in, long a, long b) {
    int mask = in.length - 1;
    int at = (int) (a ^ b >>> 32) << 1 & mask;
    while (in[at] != 0 || in[at + 1] != 0) {
      if (in[at] == a && in[at + 1] == b) {
        return false;
      }
      at = at + 2 & mask;
    }
    in[at] = a;
    in[at + 1] = b;
    return true;
  }
}
