package dev.vireo.hypervisor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.sshd.client.channel.ChannelExec;

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
  private static final Duration ENDING = Duration.ofSeconds(2);

  private final HostProgram program;
  private final InputStream out;
  private final StringBuffer complaints = new StringBuffer();

  HostStream(ChannelExec channel, Connection connection, Duration atMost) {
    this.out = channel.getInvertedOut();
    this.program = new HostProgram(channel, connection, atMost);
    program.listen("err", channel.getInvertedErr(), this::keep);
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
    return program.exit(ENDING);
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
    program.close();
  }
}
