package dev.vireo.simulator.shell;

/** The script is not one this shell understands. Reported with exit status 2. */
public final class SyntaxError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SyntaxError(int line, String what) {
    super("line " + line + ": syntax error: " + what);
  }
}
