package dev.vireo.simulator.tool;

import dev.vireo.simulator.shell.Call;
import dev.vireo.simulator.shell.VirtualFiles;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading the files that a tool is given, or its standard input. */
final class Lines {
  private Lines() {}

  /** Does something with each line. */
  @FunctionalInterface
  interface Visitor {
    /** Returns false to stop. */
    boolean visit(String file, String line) throws IOException;
  }

  static InputStream open(Call call, String file) throws IOException {
    return file.equals("-")
        ? call.in()
        : call.session().machine().files().read(VirtualFiles.resolve(call.directory(), file));
  }

  /**
   * Walks the lines of the files, or of the standard input without any.
   *
   * @return 0, or 1 if a file couldn't be read (which was said on stderr)
   */
  static int each(Call call, List<String> files, Visitor visitor) throws IOException {
    int status = 0;
    for (String file : files.isEmpty() ? List.of("-") : files) {
      try {
        // Not closed: the standard input is shared, and files need no closing.
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(open(call, file), StandardCharsets.ISO_8859_1));
        for (String line = line(reader); line != null; line = line(reader)) {
          if (!visitor.visit(file, line)) {
            return status;
          }
        }
      } catch (FileNotFoundException e) {
        call.complain(file + ": No such file or directory");
        status = 1;
      }
    }
    return status;
  }

  /** All lines of the files. */
  static List<String> all(Call call, List<String> files) throws IOException {
    List<String> lines = new ArrayList<>();
    int status =
        each(
            call,
            files,
            (file, line) -> {
              lines.add(line);
              return true;
            });
    if (status != 0) {
      throw new Unreadable();
    }
    return lines;
  }

  /** A file couldn't be read; that was said already. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("unreadable input");
    }
  }

  /**
   * One line without its newline; null at the end. Java's own reader would take a carriage return
   * for an end too, and so hide what CRLF does to a script.
   */
  private static @Nullable String line(BufferedReader reader) throws IOException {
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
