package dev.vireo.container.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What an archive decompresses to, within limits: the one place through which every byte comes,
 * those that are passed over, too. A hole of a plain file is jumped over and costs nothing.
 */
final class Inflated extends FilterInputStream {

  private final CountedStream raw;
  private final boolean plain;
  private final Limits limits;
  private final byte[] scratch = new byte[1 << 16];
  private long count;

  Inflated(InputStream in, CountedStream raw, boolean plain, Limits limits) {
    super(in);
    this.raw = raw;
    this.plain = plain;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      counted(1);
    }
    return b;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = in.read(to, offset, length);
    if (got > 0) {
      counted(got);
    }
    return got;
  }

  @Override
  public long skip(long n) throws IOException {
    if (plain) {
      return in.skip(n);
    }
    int got = in.read(scratch, 0, (int) Math.min(scratch.length, Math.max(n, 0)));
    if (got > 0) {
      counted(got);
    }
    return Math.max(got, 0);
  }

  private void counted(int bytes) throws LimitReached {
    count += bytes;
    if (count > limits.bytes()) {
      throw new LimitReached("more than " + limits.bytes() + " bytes came out of it");
    }
    if (!plain && count > limits.ratioFrom() && count / limits.ratio() > raw.count()) {
      throw new LimitReached(
          "it decompresses to more than "
              + limits.ratio()
              + " times its size: "
              + count
              + " bytes came out of "
              + raw.count());
    }
  }
}
