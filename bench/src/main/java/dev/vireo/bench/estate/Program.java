package dev.vireo.bench.estate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs other programs to their end. */
public final class Program {

  private Program() {}

  /**
   * How a program ended.
   *
   * @param stdout all of it
   */
  public record Ended(int exit, String stdout) {}

  /**
   * Runs one.
   *
   * @param environment in addition to ours
   * @param stderr its complaints are appended here
   */
  public static Ended run(List<String> command, Map<String, String> environment, Path stderr) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(stderr.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), out);
    } catch (IOException e) {
      throw new NotMeasured(command.getFirst() + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotMeasured("interrupted", e);
    }
  }
}
