package dev.vireo.simulator.ssh;

import dev.vireo.simulator.shell.BrokenPipe;
import java.io.IOException;
import java.io.OutputStream;

/** A channel as the standard output of a process: once it is gone, writing means SIGPIPE. */
final class ChannelOutput extends OutputStream {
  private final OutputStream channel;
  private volatile boolean closed;

  ChannelOutput(OutputStream channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (closed) {
      throw new BrokenPipe();
    }
    try {
      channel.write(source, offset, length);
    } catch (IOException e) {
      closed = true;
      throw new BrokenPipe();
    }
  }

  @Override
  public void flush() throws IOException {
    if (closed) {
      return;
    }
    try {
      channel.flush();
    } catch (IOException e) {
      closed = true;
      throw new BrokenPipe();
    }
  }

  /** The channel is gone. */
  @Override
  public void close() {
    closed = true;
  }
}
