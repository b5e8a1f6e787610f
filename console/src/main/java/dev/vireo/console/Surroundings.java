package dev.vireo.console;

import dev.vireo.console.print.Terminal;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a run finds around itself.
 *
 * @param environment variables
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: progress, notes and errors
 * @param terminal what people see it on
 */
public record Surroundings(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminal terminal) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. Text is UTF-8, whatever the locale says. */
  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        System.in,
        utf8(System.out),
        utf8(System.err),
        Terminal.ofThisProcess(System.getenv()));
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** A variable; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
