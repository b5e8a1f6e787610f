package dev.vireo.container.driver;

import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.ssh.HostStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A file of a host, as far as its reader takes it. What is skipped in large pieces is not sent: the
 * host is asked to begin anew behind it, so that a hole of 40 GiB costs a round trip.
 *
 * <p>A stream that was cut, by the network or by its time, ends like one that came to its end: who
 * must know asks {@link #unread}.
 */
public final class HostFileStream extends InputStream {

  /** Less than this has come sooner than the host has begun anew. */
  private static final long WORTH_A_JUMP = 4L << 20;

  private final HostFiles files;
  private final String path;
  private final Duration atMost;
  private final long deadline;
  private HostStream stream;
  private long position;
  private boolean ended;
  private @Nullable OptionalLong size;
  private @Nullable String failure;

  HostFileStream(HostFiles files, String path, Duration atMost)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    this.files = files;
    this.path = path;
    this.atMost = atMost;
    this.deadline = System.nanoTime() + atMost.toNanos();
    this.stream = files.session().stream(Step.of("cat", "cat", "--", path), atMost);
  }

  @Override
  public int read() throws IOException {
    int b = stream.read();
    ended |= b < 0;
    position += b < 0 ? 0 : 1;
    return b;
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    int got = stream.read(into, from, most);
    ended |= got < 0;
    position += Math.max(got, 0);
    return got;
  }

  /** Never beyond the file's end, so that one that ends too soon is seen to. */
  @Override
  public long skip(long n) throws IOException {
    if (n < WORTH_A_JUMP || ended) {
      return super.skip(n);
    }
    try {
      OptionalLong whole = size();
      if (whole.isEmpty() || whole.getAsLong() - position < WORTH_A_JUMP) {
        return super.skip(n);
      }
      long jump = Math.min(n, whole.getAsLong() - position);
      stream.close();
      Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
      // tail counts bytes from 1, and seeks in what is a file.
      String from = "+" + (position + jump + 1);
      stream = files.session().stream(Step.of("tail", "tail", "-c", from, "--", path), left);
      position += jump;
      return jump;
    } catch (UnreachableException | ScriptBrokenException e) {
      failure = String.valueOf(e.getMessage());
      throw new IOException(failure, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + path);
    }
  }

  /** Of what a link leads to, too; empty where the host does not tell. */
  private OptionalLong size()
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    OptionalLong known = size;
    if (known == null) {
      known =
          files
              .ask(Step.of("size", "stat", "-L", "-c", "%s", "--", path))
              .good("size")
              .map(String::strip)
              .filter(s -> s.matches("[0-9]{1,18}"))
              .map(s -> OptionalLong.of(Long.parseLong(s)))
              .orElse(OptionalLong.empty());
      size = known;
    }
    return known;
  }

  /**
   * Why the file was not read as far as its reader wanted; empty where it was. Only for who has
   * read to an end: a program that is still printing is waited for.
   */
  public Optional<String> unread() {
    if (failure != null || !ended) {
      return Optional.ofNullable(failure);
    }
    OptionalInt exit = stream.exit();
    if (exit.isPresent()) {
      return exit.getAsInt() == 0 ? Optional.empty() : Optional.of(stream.complaints());
    }
    return Optional.of(
        System.nanoTime() - deadline >= 0
            ? "it was not read to its end within " + atMost.toMinutes() + " min"
            : "the connection was cut after " + position + " bytes");
  }

  @Override
  public void close() {
    stream.close();
  }
}
