package dev.vireo.hypervisor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/**
 * What a program on a host prints, as it comes. Only so much of it is on its way as the SSH window
 * holds (256 KiB), so that a reader that stops early has read no more than that in vain.
 *
 * <p>A stream that was cut (by its time, by the network) ends like one that came to its end: who
 * must know asks {@link #exit}, which is empty then.
 */
public final class HostStream extends InputStream {

  private static final int MOST_COMPLAINTS = 4_000;
  private static final String LEFT_OUT = "\n...\n";
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ChannelExec channel;
  private final Connection connection;
  private final InputStream out;
  private final StringBuffer complaints = new StringBuffer();
  private final Thread complaining;
  private final Thread clock;
  private boolean closed;

  HostStream(ChannelExec channel, Connection connection, Duration atMost) {
    this.channel = channel;
    this.connection = connection;
    this.out = channel.getInvertedOut();
    this.complaining = Thread.ofVirtual().name("ssh-err").start(this::complain);
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

  /** A program that complains without end must not stop for want of a reader. */
  private void complain() {
    byte[] buffer = new byte[4096];
    try (InputStream err = channel.getInvertedErr()) {
      for (int n = err.read(buffer); n >= 0; n = err.read(buffer)) {
        keep(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException cut) {
      complaints.append(' ').append(cut.getMessage());
    }
  }

  /** What it says last tells how it ended: of too much, the middle is left out. */
  private void keep(String said) {
    complaints.append(said);
    if (complaints.length() > 2 * MOST_COMPLAINTS) {
      complaints.replace(
          MOST_COMPLAINTS, complaints.length() - MOST_COMPLAINTS + LEFT_OUT.length(), LEFT_OUT);
    }
  }

  @Override
  public int read() throws IOException {
    return out.read();
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    return out.read(into, from, most);
  }

  /** The exit status of the program; empty while it runs, and where it was cut off. */
  public OptionalInt exit() {
    channel.waitFor(
        EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.CLOSED),
        LAST_WORDS.toMillis());
    Integer status = channel.getExitStatus();
    if (status == null) {
      return OptionalInt.empty();
    }
    try {
      // Its last words may still be on their way, and may be what it is judged by.
      complaining.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.of(status);
  }

  /**
   * What the program complained of so far; of more than 8,000 characters the first and the last
   * 4,000.
   */
  public String complaints() {
    return complaints.toString().strip();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      clock.interrupt();
      channel.close(false);
      complaining.interrupt();
      connection.leave();
    }
  }
}
