package dev.vireo.simulator.shell;

import java.io.IOException;

/** Nobody reads any more what was written: the writer gets SIGPIPE. */
public final class BrokenPipe extends IOException {
  private static final long serialVersionUID = 1L;

  /** The exit status of a command that SIGPIPE ended. */
  public static final int STATUS = 128 + 13;

  public BrokenPipe() {
    super("Broken pipe");
  }
}
