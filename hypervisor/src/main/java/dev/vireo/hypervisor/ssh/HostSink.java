package dev.vireo.hypervisor.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ChannelExec;

/**
 * What a program on a host reads, as it is written here. No more of it is on its way than the
 * host's SSH window holds, so that a writer goes as fast as the program reads.
 *
 * <p>That all was written says nothing of what the program made of it: {@link #finish} does.
 */
public final class HostSink extends OutputStream {

  private static final int MOST_SAID = 4_000;

  private final HostProgram program;
  private final OutputStream in;
  private final StringBuffer said = new StringBuffer();

  HostSink(ChannelExec channel, Connection connection, Duration atMost) {
    this.in = channel.getInvertedIn();
    this.program = new HostProgram(channel, connection, atMost);
    program.listen("out", channel.getInvertedOut(), this::keep);
    program.listen("err", channel.getInvertedErr(), this::keep);
  }

  private void keep(String words) {
    if (said.length() < MOST_SAID) {
      said.append(words);
    }
  }

  @Override
  public void write(int one) throws IOException {
    in.write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    in.write(bytes, from, length);
  }

  @Override
  public void flush() throws IOException {
    in.flush();
  }

  /**
   * All is written: waits for the end of the program.
   *
   * @param atMost how long it may still take
   * @return its exit status; empty where it was cut off or took too long
   */
  public OptionalInt finish(Duration atMost) throws IOException {
    try {
      in.close();
    } catch (IOException gone) {
      // It ended before it had read all of it: its status says more than the broken pipe.
      said.append(' ').append(gone.getMessage());
    }
    return program.exit(atMost);
  }

  /** What the program said so far, on either stream, cut to 4,000 characters or a little more. */
  public String said() {
    return said.toString().strip();
  }

  @Override
  public void close() {
    program.close();
  }
}
