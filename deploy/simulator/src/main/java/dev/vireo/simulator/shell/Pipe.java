package dev.vireo.simulator.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A pipe between two commands, 64 KiB as in Linux. The reader sees the end when the writer closes;
 * the writer gets {@link BrokenPipe} when the reader has closed.
 */
final class Pipe {
  private static final int CAPACITY = 65_536;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring = new byte[CAPACITY];
  private int head;
  private int filled;
  private boolean writerClosed;
  private boolean readerClosed;

  InputStream reader() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return take(target, offset, length);
      }

      @Override
      public void close() {
        end(false);
      }
    };
  }

  OutputStream writer() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        put(source, offset, length);
      }

      @Override
      public void close() {
        end(true);
      }
    };
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (filled == 0) {
        if (writerClosed) {
          return -1;
        }
        pause();
      }
      int count = Math.min(length, filled);
      for (int i = 0; i < count; i++) {
        target[offset + i] = ring[(head + i) % CAPACITY];
      }
      head = (head + count) % CAPACITY;
      filled -= count;
      changed.signalAll();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void put(byte[] source, int offset, int length) throws IOException {
    lock.lock();
    try {
      for (int done = 0; done < length; ) {
        while (filled == CAPACITY && !readerClosed) {
          pause();
        }
        if (readerClosed) {
          throw new BrokenPipe();
        }
        int count = Math.min(length - done, CAPACITY - filled);
        for (int i = 0; i < count; i++) {
          ring[(head + filled + i) % CAPACITY] = source[offset + done + i];
        }
        filled += count;
        done += count;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause() throws InterruptedIOException {
    try {
      changed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void end(boolean writer) {
    lock.lock();
    try {
      if (writer) {
        writerClosed = true;
      } else {
        readerClosed = true;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
