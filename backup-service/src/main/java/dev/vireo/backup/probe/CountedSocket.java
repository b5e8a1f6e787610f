package dev.vireo.backup.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Knows how many bytes came in: whether a stalled answer had begun. */
final class CountedSocket extends Socket {

  private final AtomicLong received = new AtomicLong();

  long received() {
    return received.get();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        int b = super.read();
        received.addAndGet(b < 0 ? 0 : 1);
        return b;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int n = super.read(into, from, length);
        received.addAndGet(Math.max(n, 0));
        return n;
      }
    };
  }
}
