package dev.vireo.local.estate;

import dev.vireo.local.LocalPlatformException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes that go on when the supervisor, or the terminal that it ran in, is gone. */
final class DetachedProcess {

  /**
   * Job control gives the child a process group of its own, so that neither Ctrl-C nor a closing
   * terminal reaches it; {@code setsid} does not exist everywhere.
   */
  private static final String LAUNCH =
      "set -m; log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!";

  private DetachedProcess() {}

  /**
   * Starts a process and returns at once.
   *
   * @param log its output is appended here
   * @param folder its working folder
   * @return who it is; one that has ended already does not live
   * @throws LocalPlatformException where it could not be started
   */
  static ProcessIdentity start(
      String name, List<String> command, Map<String, String> environment, Path log, Path folder) {
    var words = new ArrayList<>(List.of("bash", "-c", LAUNCH, name, log.toString()));
    words.addAll(command);
    try {
      Files.createDirectories(log.getParent());
      var builder =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      var launcher = builder.start();
      String printed =
          new String(launcher.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      long pid = Long.parseLong(printed);
      return ProcessIdentity.of(pid).orElseGet(() -> ProcessIdentity.ofEnded(pid));
    } catch (IOException | NumberFormatException e) {
      throw new LocalPlatformException(
          "%s cannot be started (%s): %s".formatted(name, command.getFirst(), e.getMessage()), e);
    }
  }
}
