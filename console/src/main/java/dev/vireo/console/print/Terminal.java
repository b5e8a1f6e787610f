package dev.vireo.console.print;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * What stands at the ends of stdout and stderr.
 *
 * @param outIsTerminal whether a person sees stdout as it is printed
 * @param errIsTerminal whether a person sees stderr as it is printed
 * @param colour whether stdout may be coloured
 * @param columns how wide the terminal is; asked only where there is one
 */
public record Terminal(
    boolean outIsTerminal, boolean errIsTerminal, boolean colour, IntSupplier columns) {

  private static final int USUAL_COLUMNS = 80;

  /** None: both streams go to files or other programs. */
  public static Terminal none() {
    return new Terminal(false, false, false, () -> USUAL_COLUMNS);
  }

  /** The terminal of this process, if it has one. Colour follows {@code NO_COLOR} and TERM. */
  public static Terminal ofThisProcess(Map<String, String> environment) {
    boolean out = isTerminal(1);
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        out, isTerminal(2), out && !plain, new Columns(environment.getOrDefault("COLUMNS", "")));
  }

  /** Asked once, and only where something is cut to it. */
  private static final class Columns implements IntSupplier {
    private final String variable;
    private int known;

    Columns(String variable) {
      this.variable = variable;
    }

    @Override
    public int getAsInt() {
      if (known == 0) {
        known = columns(variable);
      }
      return known;
    }
  }

  /** How wide a table on stdout may be: as wide as it likes where no terminal shows it. */
  public int tableWidth() {
    return outIsTerminal ? Math.max(20, columns.getAsInt()) : Integer.MAX_VALUE;
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (!Files.exists(Path.of("/proc/self/fd"))) {
      // Elsewhere Java only knows of stdin and stdout together.
      var console = System.console();
      return console != null && console.isTerminal();
    }
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false; // a closed stream
    }
  }

  private static int columns(String variable) {
    try {
      if (!variable.isEmpty()) {
        return Integer.parseInt(variable);
      }
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Path.of("/dev/tty").toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return USUAL_COLUMNS;
      }
      String[] size =
          new String(
                  stty.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
              .strip()
              .split(" ");
      int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return columns > 0 ? columns : USUAL_COLUMNS;
    } catch (IOException | NumberFormatException e) {
      return USUAL_COLUMNS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_COLUMNS;
    }
  }
}
