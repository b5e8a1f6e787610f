package dev.vireo.container.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read through it; of a plain file, skipping costs nothing and counts, too. */
public final class CountedStream extends FilterInputStream {

  private long count;

  public CountedStream(InputStream in) {
    super(in);
  }

  /** How many bytes so far. */
  public long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    count += b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = in.read(to, offset, length);
    count += Math.max(got, 0);
    return got;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    count += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
