package dev.vireo.hypervisor.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shells of this machine, fed with text as a host's is. */
record Shell(List<String> command) {

  /** What a shell said about a text. */
  record Answer(int exit, byte[] stdout, byte[] stderr) {
    String out() {
      return new String(stdout, UTF_8);
    }
  }

  /** {@code /bin/sh}, which every machine has, and whichever of the others are there. */
  static List<Shell> all() {
    return Stream.of(
            List.of("/bin/sh", "-s"),
            List.of("/bin/dash", "-s"),
            List.of("/bin/bash", "--posix", "-s"),
            List.of("/bin/bash", "-s"),
            List.of("/bin/busybox", "sh", "-s"))
        .filter(c -> Files.isExecutable(Path.of(c.getFirst())))
        .map(Shell::new)
        .toList();
  }

  Answer run(String text) throws IOException, InterruptedException {
    Path out = Files.createTempFile("vireo-shell", ".out");
    Path err = Files.createTempFile("vireo-shell", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(text.getBytes(UTF_8));
      } catch (IOException brokenPipe) {
        // The shell ended before it had read all, which is for the test to judge.
      }
      int exit = process.waitFor();
      return new Answer(exit, Files.readAllBytes(out), Files.readAllBytes(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", command);
  }
}
