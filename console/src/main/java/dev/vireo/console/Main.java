package dev.vireo.console;

import dev.vireo.console.command.VireoCommand;

/** Where {@code vireo} starts. */
public final class Main {

  private Main() {}

  /** Runs one command and ends with its exit code: see {@link Exit}. */
  public static void main(String[] args) {
    Surroundings surroundings = Surroundings.ofThisProcess();
    int code = VireoCommand.run(surroundings, args);
    surroundings.out().flush();
    surroundings.err().flush();
    System.exit(code);
  }
}
