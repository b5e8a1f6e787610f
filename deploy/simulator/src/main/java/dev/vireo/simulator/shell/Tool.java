package dev.vireo.simulator.shell;

import java.io.IOException;

/** A program that a host offers. */
@FunctionalInterface
public interface Tool {
  /**
   * Runs to its end.
   *
   * @return the exit status, 0 to 255
   * @throws BrokenPipe when nobody reads the output any more; the program ends by SIGPIPE
   */
  int run(Call call) throws IOException;
}
