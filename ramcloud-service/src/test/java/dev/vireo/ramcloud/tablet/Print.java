package dev.vireo.ramcloud.tablet;

import java.util.function.LongConsumer;

/** 128 bits of a description: two different ones are not taken for each other. */
final class Print implements LongConsumer, Comparable<Print> {

  private long a = 0x9E3779B97F4A7C15L;
  private long b = 0xC2B2AE3D27D4EB4FL;

  @Override
  public void accept(long value) {
    a = (a ^ value) * 0xFF51AFD7ED558CCDL;
    a ^= a >>> 32;
    b = Long.rotateLeft(b + value * 0x9FB21C651E98DF25L, 29) * 0xD6E8FEB86659FD93L;
    b ^= b >>> 29;
  }

  void accept(Print part) {
    accept(part.a);
    accept(part.b);
  }

  long high() {
    return a;
  }

  long low() {
    return b;
  }

  @Override
  public int compareTo(Print other) {
    int byHigh = Long.compare(a, other.a);
    return byHigh != 0 ? byHigh : Long.compare(b, other.b);
  }
}
