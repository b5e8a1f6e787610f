package dev.vireo.ramcloud.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.local.testing.RamcloudProcess;
import dev.vireo.local.testing.SelfSigned;
import dev.vireo.local.testing.TestBackends;
import dev.vireo.ramcloud.wire.RedisServer;
import dev.vireo.ramcloud.wire.RespSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged master with TLS and users, and what it refuses. */
class SecurityIT {

  /** SHA-256 of "secret". */
  private static final String SECRET =
      "#2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  @TempDir static Path folder;
  private static Path certificate;
  private static TestCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    SelfSigned tls = SelfSigned.of(folder, "ip:127.0.0.1,dns:localhost");
    certificate = tls.certificate();
    Path users =
        Files.write(
            folder.resolve("users"),
            List.of(
                "user operator on " + SECRET + " ~* +@all",
                "user reader on " + SECRET + " %R~db0 +@read +@connection",
                "user peer on " + SECRET + " %R~* +rc.index +@connection"));
    Path password = Files.writeString(folder.resolve("peer-password"), "secret\n");
    cluster =
        TestCluster.startSecured(
            TestBackends.shared().bootstrapServers(),
            folder,
            "secured",
            Map.of(
                "vireo.ramcloud.users", users.toString(),
                "vireo.ramcloud.peer-user", "peer",
                "vireo.ramcloud.peer-password-file", password.toString(),
                "vireo.ramcloud.tls-certificate", tls.certificate().toString(),
                "vireo.ramcloud.tls-key", tls.key().toString()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void users_do_over_tls_what_their_rules_allow() throws Exception {
    assumeTrue(RedisServer.has("redis-cli"), "redis-cli is not installed");
    String key = keyOf(0);
    assertThat(cli("operator", "secret", "SET", key, "value")).isEqualTo("OK\n");
    assertThat(cli("reader", "secret", "GET", key)).isEqualTo("value\n");
    assertThat(cli("reader", "secret", "SET", key, "other")).startsWith("NOPERM ");
    assertThat(cli("reader", "secret", "RC.MOVE", "0", "x")).startsWith("NOPERM ");
    assertThat(cli("reader", "wrong", "GET", key)).contains("WRONGPASS").contains("NOAUTH");
  }

  @Test
  void masters_ask_each_other_over_tls_as_a_user_of_theirs() throws Exception {
    assumeTrue(RedisServer.has("redis-cli"), "redis-cli is not installed");
    assertThat(cli("operator", "secret", "RC.CREATE", "people")).matches("\\d+\n");
    assertThat(cli("operator", "secret", "RC.INDEX", "CREATE", "people", "1")).isEqualTo("OK\n");
    List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
    List<String> keys = List.of(keyOf(0), keyOf(1));
    keys.forEach(key -> words.addAll(List.of("WRITE", "people", key, "v", "KEYS", "1", "all")));
    String committed = cli("operator", "secret", words.toArray(String[]::new));
    assertThat(committed).matches("(\\d+\n){2}");
    assertThat(cli("operator", "secret", "RC.INDEX", "LOOKUP", "people", "1", "all"))
        .contains(keys);
    assertThat(cli("reader", "secret", "RC.INDEX", "LOOKUP", "people", "1", "all"))
        .startsWith("NOPERM ");
  }

  /** A key that a master serves, once both serve some. */
  private static String keyOf(int master) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int i = 0; ; i++) {
      String key = "key-" + i % 100;
      String told = cli("operator", "secret", "EXISTS", key);
      if (told.startsWith("MOVED ")
          ? told.strip().endsWith(":" + cluster.port(master))
          : master == 0 && !told.matches("(?s)(TRYAGAIN|CLUSTERDOWN).*")) {
        return key;
      }
      assertThat(System.nanoTime()).as("master " + master + " serves nothing").isLessThan(until);
    }
  }

  @Test
  void who_does_not_speak_tls_is_told_nothing() throws Exception {
    try (RespSocket client = new RespSocket(cluster.port(0), 5_000)) {
      assertThatThrownBy(() -> client.ask("GET", "key")).isInstanceOf(Exception.class);
    }
  }

  @Test
  void a_master_does_not_start_on_an_address_that_others_reach_without_tls_and_users()
      throws Exception {
    assertThatIsRefused(
        Map.of("vireo.ramcloud.host", "0.0.0.0"), "needs TLS and users that log in");
  }

  @Test
  void a_master_does_not_tell_other_machines_how_it_is() throws Exception {
    assertThatIsRefused(
        Map.of("quarkus.http.host", "0.0.0.0"),
        "VIREO_HTTP_HOST is 0.0.0.0",
        "Listen on 127.0.0.1");
  }

  private static void assertThatIsRefused(Map<String, String> settings, String... said)
      throws Exception {
    try (RamcloudProcess open =
        RamcloudProcess.start(TestBackends.shared().bootstrapServers(), folder, settings)) {
      assertThatThrownBy(open::ready)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the master has ended")
          .hasMessageContainingAll(said);
    }
  }

  private static String cli(String user, String password, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "redis-cli",
                "--tls",
                "--cacert",
                certificate.toString(),
                "-p",
                Integer.toString(cluster.port(0)),
                "--user",
                user,
                "--no-auth-warning",
                "--pass",
                password));
    command.addAll(List.of(words));
    Path out = Files.createTempFile(folder, "cli", ".out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out).replaceAll("(?m)^Warning.*\n", "");
  }
}
