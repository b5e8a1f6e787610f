package dev.vireo.simulator.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shell on a terminal: a prompt, an echo of what is typed, one line at a time. */
public final class InteractiveShell {
  private static final int INTERRUPT = 3;
  private static final int END_OF_INPUT = 4;
  private static final int BACKSPACE = 8;
  private static final int DELETE = 127;

  private final InputStream keys;
  private final OutputStream screen;
  private final String prompt;
  private final Interpreter shell;

  public InteractiveShell(
      Session session,
      Map<String, String> environment,
      InputStream keys,
      OutputStream screen,
      String prompt) {
    this.keys = keys;
    this.screen = new Screen(screen);
    this.prompt = prompt;
    this.shell =
        new Interpreter(
            session, "sh", environment, InputStream.nullInputStream(), this.screen, this.screen);
  }

  /** Reads and runs lines until {@code exit} or the end of the input. @return the exit status */
  public int run() {
    int status = 0;
    StringBuilder script = new StringBuilder();
    try {
      while (true) {
        write(script.isEmpty() ? prompt : "> ");
        String line = readLine();
        if (line == null) {
          return status;
        }
        script.append(line).append('\n');
        if (isComplete(script.toString())) {
          Parser parser = new Parser(new Source(script.toString()));
          script.setLength(0);
          if (!line.isBlank()) {
            status = shell.runLine(parser);
          }
        }
      }
    } catch (Signals.Exit e) {
      return e.status;
    } catch (IOException e) {
      return BrokenPipe.STATUS;
    }
  }

  /** Whether the text is no mere beginning of a command. */
  private static boolean isComplete(String text) {
    try {
      Parser.parse(text);
      return true;
    } catch (SyntaxError e) {
      String message = String.valueOf(e.getMessage());
      return !message.endsWith("unexpected end of file") && !message.contains("unterminated");
    }
  }

  private @Nullable String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int key = keys.read();
      switch (key) {
        case -1 -> {
          return null;
        }
        case '\r', '\n' -> {
          write("\n");
          return line.toString();
        }
        case INTERRUPT -> {
          write("^C\n");
          return "";
        }
        case END_OF_INPUT -> {
          if (line.isEmpty()) {
            return null;
          }
        }
        case BACKSPACE, DELETE -> {
          if (!line.isEmpty()) {
            line.setLength(line.length() - 1);
            write("\b \b");
          }
        }
        default -> {
          line.append((char) key);
          write(String.valueOf((char) key));
        }
      }
    }
  }

  private void write(String text) throws IOException {
    screen.write(text.getBytes(StandardCharsets.ISO_8859_1));
    screen.flush();
  }

  /** Ends lines the way a terminal needs it. */
  private static final class Screen extends OutputStream {
    private final OutputStream out;

    Screen(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      byte[] wide = new byte[length * 2];
      int used = 0;
      for (int i = offset; i < offset + length; i++) {
        if (source[i] == '\n') {
          wide[used++] = '\r';
        }
        wide[used++] = source[i];
      }
      out.write(wide, 0, used);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
