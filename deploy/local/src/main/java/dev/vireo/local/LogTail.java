package dev.vireo.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
public final class LogTail {

  /** More than any number of lines that a person asks for by default; a bound on what is read. */
  private static final int MAX_BYTES = 4 << 20;

  private LogTail() {}

  /** Its last lines, oldest first; none where the file is missing. Reads 4 MiB at most. */
  public static List<String> of(Path log, int lines) {
    return since(log, 0, lines);
  }

  /** The last of the lines behind the first {@code from} bytes. */
  public static List<String> since(Path log, long from, int lines) {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      int length = (int) Math.min(Math.max(0, file.length() - from), MAX_BYTES);
      var bytes = new byte[length];
      file.seek(file.length() - length);
      file.readFully(bytes);
      var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException missing) {
      return List.of();
    }
  }
}
