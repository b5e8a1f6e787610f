package dev.vireo.local.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A module whose class path has no Testcontainers: the tests of this one run in a JVM that has. */
final class WithoutTestcontainersTest {

  private static final List<String> OF_TESTCONTAINERS = List.of("testcontainers", "docker-java");

  @Test
  void the_choice_is_embedded_and_says_why_also_in_a_long_run() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> OF_TESTCONTAINERS.stream().noneMatch(entry::contains))
            .collect(Collectors.joining(File.pathSeparator));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + BackendChoice.LONG + "=true",
                "-cp",
                classPath,
                Choice.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), UTF_8);

    assertThat(java.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said)
        .contains("EMBEDDED", "Testcontainers is not on this module's test class path")
        .contains("opened EmbeddedBackends")
        .doesNotContain("NoClassDefFoundError");
  }

  /** What that JVM runs. */
  static final class Choice {

    private Choice() {}

    public static void main(String[] args) {
      BackendChoice choice = BackendChoice.make();
      System.out.println(choice.kind() + ": " + choice.reason());
      try (Backends backends = choice.open()) {
        System.out.println("opened " + backends.getClass().getSimpleName());
      }
    }
  }
}
