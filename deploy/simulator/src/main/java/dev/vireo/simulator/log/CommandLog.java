package dev.vireo.simulator.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.simulator.Json;
import dev.vireo.simulator.estate.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every call of esxcli: in a file of JSON lines, each flushed before the caller gets its
 * answer, or in memory, or both.
 */
public final class CommandLog implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final ObjectMapper json = Json.mapper();
  private final List<LogEntry> kept = new ArrayList<>();
  private final @Nullable OutputStream file;
  private final boolean keep;
  private long seq;

  /**
   * @param path where lines are appended; null for no file
   * @param keep whether entries stay in memory, for {@link #entries()}
   */
  public CommandLog(@Nullable Path path, boolean keep) throws IOException {
    this.keep = keep;
    if (path == null) {
      this.file = null;
    } else {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      this.file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  public void add(
      String host, String session, List<String> argv, int exit, @Nullable Change change) {
    lock.lock();
    try {
      LogEntry entry =
          new LogEntry(
              ++seq,
              Instant.now(),
              host,
              session,
              List.copyOf(argv),
              exit,
              change != null && change.changed(),
              change == null ? null : change.before(),
              change == null ? null : change.after());
      if (keep) {
        kept.add(entry);
      }
      if (file != null) {
        file.write((json.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        file.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the command log can't be written", e);
    } finally {
      lock.unlock();
    }
  }

  /** What was kept so far, oldest first. */
  public List<LogEntry> entries() {
    lock.lock();
    try {
      return List.copyOf(kept);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
