package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import dev.vireo.local.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Shows a log file: its end, and what comes after. */
public final class LogFollower {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int CHUNK = 1 << 16;

  private final Path log;
  private final PrintWriter out;

  public LogFollower(Path log, PrintWriter out) {
    this.log = log;
    this.out = out;
  }

  /** Prints the last lines. */
  public void tail(int lines) {
    LogTail.of(log, lines).forEach(out::println);
    out.flush();
  }

  /** Prints the last lines and whatever is appended, until the thread is interrupted. */
  public void follow(int lines) {
    try {
      long seen = Files.size(log);
      tail(lines);
      while (!Thread.currentThread().isInterrupted()) {
        long size = Files.size(log);
        // Shorter than before: somebody emptied it.
        seen = print(Math.min(seen, size), size);
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new LocalPlatformException(log + " cannot be read: " + e.getMessage(), e);
    }
  }

  private long print(long from, long size) throws IOException {
    long at = from;
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(at);
      while (at < size) {
        var bytes = new byte[(int) Math.min(CHUNK, size - at)];
        file.readFully(bytes);
        out.print(new String(bytes, StandardCharsets.UTF_8));
        at += bytes.length;
      }
      out.flush();
    }
    return at;
  }
}
