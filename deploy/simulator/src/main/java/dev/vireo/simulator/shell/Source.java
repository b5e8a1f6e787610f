package dev.vireo.simulator.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The characters of a script, read one by one and never further than the parser needs: a command of
 * {@code sh -s} that reads its standard input gets the rest of the script, as on a real host.
 */
final class Source {
  static final int END = -1;

  private final InputStream in;
  private final Deque<Integer> ahead = new ArrayDeque<>();
  private int line = 1;

  Source(InputStream in) {
    this.in = in;
  }

  Source(String text) {
    this(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  int line() {
    return line;
  }

  int peek() {
    return peek(0);
  }

  /** The character {@code offset} places ahead; a line continuation counts as nothing. */
  int peek(int offset) {
    while (ahead.size() <= offset) {
      ahead.add(read());
    }
    int index = 0;
    for (int c : ahead) {
      if (index++ == offset) {
        return c;
      }
    }
    throw new IllegalStateException("no character at " + offset);
  }

  int next() {
    int c = ahead.isEmpty() ? read() : ahead.remove();
    if (c == '\n') {
      line++;
    }
    return c;
  }

  boolean take(char expected) {
    if (peek() != expected) {
      return false;
    }
    next();
    return true;
  }

  private int read() {
    try {
      return in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
