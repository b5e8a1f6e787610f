package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same random commands to Debian's redis-server and to ours give the same replies, byte for
 * byte.
 */
class SameAsRedisTest {
  @TempDir static Path folder;
  private static RedisServer redis;
  private static RespServer ours;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(RedisServer.has("redis-server"), "redis-server is not installed");
    redis = RedisServer.start(folder);
    ours =
        RespServer.start(ServerOptions.local(0).withCluster(false), MemoryOnly.parts(256L << 20));
  }

  @AfterAll
  static void stop() {
    if (ours != null) {
      ours.close();
    }
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void random_commands_get_the_same_replies() throws IOException {
    for (long seed = 1; seed <= 40; seed++) {
      compare(seed, 1000);
    }
  }

  @Test
  @Tag("long")
  void a_million_random_commands_get_the_same_replies() throws IOException {
    for (long seed = 1000; seed < 2000; seed++) {
      compare(seed, 1000);
    }
  }

  private static void compare(long seed, int count) throws IOException {
    List<String[]> commands = new CommandStreams(seed).next(count);
    try (RespSocket theirs = new RespSocket(redis.port());
        RespSocket mine = new RespSocket(ours.port())) {
      if (seed % 2 == 0) {
        theirs.send("HELLO", "3");
        mine.send("HELLO", "3");
        assertThat(mine.reply()).contains("proto");
        assertThat(theirs.reply()).contains("proto");
      }
      assertThat(mine.ask("FLUSHALL")).isEqualTo(theirs.ask("FLUSHALL"));
      List<String> before = new ArrayList<>();
      for (int from = 0; from < commands.size(); from += 20) {
        List<String[]> batch = commands.subList(from, Math.min(from + 20, commands.size()));
        for (String[] command : batch) {
          theirs.send(command);
          mine.send(command);
        }
        for (String[] command : batch) {
          before.add(String.join(" ", command));
          String expected = theirs.reply();
          assertThat(mine.reply())
              .as("seed %d, %s, after %s", seed, before.getLast(), last(before))
              .isEqualTo(expected);
        }
      }
    }
  }

  private static List<String> last(List<String> commands) {
    return commands.subList(Math.max(0, commands.size() - 12), commands.size());
  }
}
