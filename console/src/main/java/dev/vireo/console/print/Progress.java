package dev.vireo.console.print;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far something has come: one line that is written over where a person looks on, a line now and
 * then where not.
 */
public final class Progress implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final PrintStream err;
  private final Terminal terminal;
  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private String last = "";
  private boolean open;

  /** Prints to {@code err}. */
  public Progress(PrintStream err, Terminal terminal, InstantSource clock) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** How far it is now. */
  public void show(String text) {
    String line = Shown.line(text);
    if (line.equals(last)) {
      return;
    }
    if (terminal.errIsTerminal()) {
      err.print("\r\033[K" + Shown.cut(line, Math.max(1, terminal.columns().getAsInt() - 1)));
      err.flush();
      open = true;
      last = line;
    } else if (!clock.instant().isBefore(next)) {
      err.println(line);
      next = clock.instant().plus(INTERVAL);
      last = line;
    }
  }

  /** A note that stays. */
  public void note(String text) {
    close();
    err.println(Shown.line(text));
  }

  /** Removes the line that was written over. */
  @Override
  public void close() {
    if (open) {
      err.print("\r\033[K");
      err.flush();
      open = false;
      last = "";
    }
  }
}
