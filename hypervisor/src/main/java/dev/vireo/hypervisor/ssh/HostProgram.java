package dev.vireo.hypervisor.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;

/** A program that runs on a host, on a channel of its own, for so long at most. */
final class HostProgram {

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final ChannelExec channel;
  private final Connection connection;
  private final List<Thread> listening = new ArrayList<>();
  private final Thread clock;
  private boolean closed;

  HostProgram(ChannelExec channel, Connection connection, Duration atMost) {
    this.channel = channel;
    this.connection = connection;
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

  /**
   * Hands on all that comes on one of its streams: a program that prints without end must not stop
   * for want of a reader.
   */
  void listen(String stream, InputStream printed, Consumer<String> heard) {
    listening.add(Thread.ofVirtual().name("ssh-" + stream).start(() -> handOn(printed, heard)));
  }

  private static void handOn(InputStream printed, Consumer<String> heard) {
    byte[] buffer = new byte[4096];
    try (printed) {
      for (int n = printed.read(buffer); n >= 0; n = printed.read(buffer)) {
        heard.accept(new String(buffer, 0, n, StandardCharsets.UTF_8));
      }
    } catch (IOException cut) {
      heard.accept(" " + cut.getMessage());
    }
  }

  /**
   * Its exit status, when what it printed last has been heard, too; empty while it runs, and where
   * it was cut off.
   *
   * @param atMost how long is waited for its end
   */
  OptionalInt exit(Duration atMost) {
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
      for (Thread stream : listening) {
        stream.join(Duration.ofMillis(end.leftMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, where it has not ended, and lets go of the connection. */
  void close() {
    if (!closed) {
      closed = true;
      clock.interrupt();
      channel.close(false);
      listening.forEach(Thread::interrupt);
      connection.leave();
    }
  }
}
