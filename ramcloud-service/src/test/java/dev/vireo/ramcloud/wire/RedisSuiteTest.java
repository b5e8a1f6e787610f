package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Redis's own tests of the commands that are here, run against us by Redis's own harness. {@code
 * src/test/redis-suite/skipped.txt} has those that are left out, and why.
 */
class RedisSuiteTest {
  private static final int NO_TESTS = 3;

  @Test
  @Tag("long")
  void the_tests_of_redis_pass() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "redis-suite"));
    Path log = folder.resolve("log");
    ServerOptions options = ServerOptions.local(0).withDebug(true);
    try (RespServer server = RespServer.start(options, MemoryOnly.parts(256L << 20))) {
      Process suite =
          new ProcessBuilder(
                  "src/test/redis-suite/run", Integer.toString(server.port()), folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        assertThat(suite.waitFor(10, TimeUnit.MINUTES)).as("the suite ends").isTrue();
        List<String> said = Files.readAllLines(log);
        assumeTrue(
            suite.exitValue() != NO_TESTS, () -> "rule needs-redis-suite: " + said.getLast());
        assertThat(suite.exitValue()).as("%s", String.join("\n", said)).isZero();
        assertThat(said)
            .filteredOn(line -> line.replaceAll("\u001B\\[[0-9;]*m", "").startsWith("[ok]"))
            .as("tests that were run")
            .hasSizeGreaterThan(200);
      } finally {
        suite.destroyForcibly();
      }
    }
  }
}
