package dev.vireo.hypervisor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/**
 * What a program on a host reads, as it is written here. No more of it is on its way than the
 * host's SSH window holds, so that a writer goes as fast as the program reads.
 *
 * <p>That all was written says nothing of what the program made of it: {@link #finish} does.
 */
public final class HostSink extends OutputStream {

  private static final int MOST_SAID = 4_000;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ChannelExec channel;
  private final Connection connection;
  private final OutputStream in;
  private final StringBuffer said = new StringBuffer();
  private final Thread listening;
  private final Thread complaining;
  private final Thread clock;
  private boolean closed;

  HostSink(ChannelExec channel, Connection connection, Duration atMost) {
    this.channel = channel;
    this.connection = connection;
    this.in = channel.getInvertedIn();
    this.listening =
        Thread.ofVirtual().name("ssh-out").start(() -> listen(channel.getInvertedOut()));
    this.complaining =
        Thread.ofVirtual().name("ssh-err").start(() -> listen(channel.getInvertedErr()));
    this.clock =
        Thread.ofVirtual()
            .name("ssh-clock")
            .start(
                () -> {
                  try {
                    Thread.sleep(atMost);
                    channel.close(true);
                  } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  /** A program that prints without end must not stop for want of a reader. */
  private void listen(InputStream stream) {
    byte[] buffer = new byte[4096];
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        if (said.length() < MOST_SAID) {
          said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException cut) {
      said.append(' ').append(cut.getMessage());
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
    channel.waitFor(
        EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.CLOSED), atMost.toMillis());
    Integer status = channel.getExitStatus();
    if (status == null) {
      return OptionalInt.empty();
    }
    hearLastWords();
    return OptionalInt.of(status);
  }

  /**
   * A host may tell the exit status before what the program printed last. The wait is bounded: what
   * the program left running may hold its output open for as long as it likes.
   */
  private void hearLastWords() {
    Deadline end = Deadline.after(LAST_WORDS);
    try {
      complaining.join(Duration.ofMillis(end.leftMillis()));
      listening.join(Duration.ofMillis(end.leftMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the program said so far, on either stream, cut to 4,000 characters or a little more. */
  public String said() {
    return said.toString().strip();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      clock.interrupt();
      channel.close(false);
      listening.interrupt();
      complaining.interrupt();
      connection.leave();
    }
  }
}
