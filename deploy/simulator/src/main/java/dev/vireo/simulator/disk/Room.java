package dev.vireo.simulator.disk;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** What is left of a file system, in bytes. */
public final class Room {
  /** What a write says when nothing is left. */
  public static final String FULL = "No space left on device";

  private final long size;
  private final AtomicLong left;

  public Room(long size) {
    this.size = size;
    this.left = new AtomicLong(size);
  }

  /** How large the file system is, full or not. */
  public long size() {
    return size;
  }

  public long left() {
    return Math.max(0, left.get());
  }

  /** From now on so much is left. */
  public void leave(long bytes) {
    left.set(bytes);
  }

  void give(long bytes) {
    left.addAndGet(bytes);
  }

  void take(long bytes) throws IOException {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw new IOException(FULL);
    }
  }

  /** Fails when no room is left for what is written. */
  OutputStream counted(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int b) throws IOException {
        take(1);
        super.out.write(b);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        take(length);
        super.out.write(source, offset, length);
      }
    };
  }
}
