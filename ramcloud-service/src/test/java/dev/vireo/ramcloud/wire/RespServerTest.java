package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vireo.ramcloud.command.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RespServerTest {
  /** SHA-256 of "secret". */
  private static final String SECRET =
      "#2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

  @TempDir Path folder;
  private @Nullable RespServer server;

  private int start(ServerOptions options) {
    RespServer started = RespServer.start(options, MemoryOnly.parts(256L << 20));
    server = started;
    return started.port();
  }

  private int start() {
    return start(ServerOptions.local(0));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void replies_to_a_pipeline_come_in_its_order() throws IOException {
    try (RespSocket client = new RespSocket(start())) {
      for (int i = 0; i < 5000; i++) {
        client.send("SET", "k" + i, "v" + i);
        client.send("GET", "k" + i);
      }
      for (int i = 0; i < 5000; i++) {
        assertThat(client.reply()).isEqualTo("+OK\r\n");
        assertThat(client.reply()).endsWith("\r\nv" + i + "\r\n");
      }
    }
  }

  @Test
  void largest_value_that_comes_in_pieces_is_given_back_whole() throws IOException {
    String value = "x".repeat(1 << 20);
    try (RespSocket client = new RespSocket(start())) {
      assertThat(client.ask("SET", "k", value)).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo("$" + value.length() + "\r\n" + value + "\r\n");
    }
  }

  @Test
  void value_over_the_limit_is_refused_and_the_connection_goes_on() throws IOException {
    try (RespSocket client = new RespSocket(start())) {
      assertThat(client.ask("SET", "k", "x".repeat((1 << 20) + 1)))
          .startsWith("-ERR string exceeds maximum allowed size");
      assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void broken_protocol_is_told_and_the_connection_closed() throws IOException {
    try (RespSocket client = new RespSocket(start())) {
      client.raw("PING\r\n*1\r\n:1\r\n");
      assertThat(client.reply()).isEqualTo("+PONG\r\n");
      assertThat(client.reply()).isEqualTo("-ERR Protocol error: expected '$', got ':'\r\n");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keys_of_two_slots_are_refused_in_a_cluster() throws IOException {
    try (RespSocket client = new RespSocket(start())) {
      assertThat(client.ask("MGET", "a", "b"))
          .isEqualTo("-CROSSSLOT Keys in request don't hash to the same slot\r\n");
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", "a", "1")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("SET", "b", "1")).startsWith("-CROSSSLOT");
      assertThat(client.ask("EXEC")).startsWith("-EXECABORT");
      assertThat(client.ask("GET", "a")).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void exec_does_nothing_when_a_watched_key_was_changed_by_another() throws IOException {
    int port = start();
    try (RespSocket client = new RespSocket(port);
        RespSocket other = new RespSocket(port)) {
      assertThat(client.ask("SET", "k", "1")).isEqualTo("+OK\r\n");
      assertThat(client.ask("WATCH", "k")).isEqualTo("+OK\r\n");
      // The same value again is a change all the same.
      assertThat(other.ask("SET", "k", "1")).isEqualTo("+OK\r\n");
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("INCR", "k")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*-1\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo("$1\r\n1\r\n");
    }
  }

  @Test
  void exec_does_nothing_when_a_watched_key_that_was_not_there_was_made_and_removed()
      throws IOException {
    int port = start();
    try (RespSocket client = new RespSocket(port);
        RespSocket other = new RespSocket(port)) {
      assertThat(client.ask("WATCH", "k")).isEqualTo("+OK\r\n");
      assertThat(other.ask("SET", "k", "1")).isEqualTo("+OK\r\n");
      assertThat(other.ask("DEL", "k")).isEqualTo(":1\r\n");
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", "k", "2")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*-1\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void databases_are_tables_of_their_own() throws IOException {
    try (RespSocket client = new RespSocket(start())) {
      assertThat(client.ask("SET", "k", "zero")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SELECT", "1")).isEqualTo("+OK\r\n");
      assertThat(client.ask("EXISTS", "k")).isEqualTo(":0\r\n");
      assertThat(client.ask("SELECT", "16")).isEqualTo("-ERR DB index is out of range\r\n");
    }
  }

  @Test
  void connections_over_the_limit_are_refused() throws IOException {
    int port = start(ServerOptions.local(0).withMaxConnections(1));
    try (RespSocket first = new RespSocket(port)) {
      assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
      try (RespSocket second = new RespSocket(port)) {
        assertThat(second.reply()).isEqualTo("-ERR max number of clients reached\r\n");
      }
      assertThat(first.ask("PING")).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void client_that_leaves_replies_unread_is_cut_off_and_others_go_on() throws Exception {
    int port = start(ServerOptions.local(0).withOutputBytes(8 << 20));
    try (RespSocket good = new RespSocket(port);
        RespSocket deaf = new RespSocket(port)) {
      assertThat(good.ask("SET", "k", "x".repeat(1 << 20))).isEqualTo("+OK\r\n");
      deaf.raw("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n".repeat(200));
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (Objects.requireNonNull(server).state().clients().all().size() > 1) {
        assertThat(System.nanoTime()).as("the deaf client is still there").isLessThan(until);
        assertThat(good.ask("PING")).isEqualTo("+PONG\r\n");
        Thread.sleep(10);
      }
    }
  }

  @Test
  void client_that_never_reads_its_replies_is_cut_off_and_others_go_on() throws Exception {
    int port = start(ServerOptions.local(0).withSlowClient(Duration.ofMillis(300)));
    try (RespSocket good = new RespSocket(port);
        RespSocket deaf = new RespSocket(port)) {
      assertThat(good.ask("SET", "k", "x".repeat(1 << 20))).isEqualTo("+OK\r\n");
      // Less than may be unread, and more than the sockets hold.
      deaf.raw("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n".repeat(40));
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (Objects.requireNonNull(server).state().clients().all().size() > 1) {
        assertThat(System.nanoTime()).as("the deaf client is still there").isLessThan(until);
        assertThat(good.ask("PING")).isEqualTo("+PONG\r\n");
        Thread.sleep(10);
      }
    }
  }

  @Test
  void client_that_says_nothing_for_long_is_closed() throws Exception {
    int port = start(ServerOptions.local(0).withIdle(Duration.ofMillis(200)));
    try (RespSocket client = new RespSocket(port)) {
      assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
      assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
    }
  }

  @Test
  void commands_are_timed_by_their_names() throws Exception {
    int port = start();
    List<String> timed = new CopyOnWriteArrayList<>();
    Objects.requireNonNull(server).state().meter((command, nanos) -> timed.add(command));
    try (RespSocket client = new RespSocket(port)) {
      assertThat(client.ask("SET", "k", "1")).isEqualTo("+OK\r\n");
    }
    assertThat(timed).containsExactly("set");
  }

  @Test
  void who_is_not_logged_in_may_do_nothing() throws IOException {
    int port = start(ServerOptions.local(0).withUsers(users()));
    try (RespSocket client = new RespSocket(port)) {
      assertThat(client.ask("GET", "k")).isEqualTo("-NOAUTH Authentication required.\r\n");
      assertThat(client.ask("AUTH", "reader", "wrong")).startsWith("-WRONGPASS");
      assertThat(client.ask("AUTH", "default", "secret")).startsWith("-WRONGPASS");
      assertThat(client.ask("AUTH", "reader", "secret")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void user_may_do_what_the_rules_allow_on_the_tables_they_name() throws IOException {
    int port = start(ServerOptions.local(0).withUsers(users()));
    try (RespSocket client = new RespSocket(port)) {
      assertThat(client.ask("HELLO", "2", "AUTH", "reader", "secret")).contains("proto");
      assertThat(client.ask("SET", "k", "1"))
          .isEqualTo("-NOPERM this user has no permissions to run the 'set' command\r\n");
      assertThat(client.ask("SELECT", "3")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", "k"))
          .isEqualTo(
              "-NOPERM this user has no permissions to access one of the keys used as"
                  + " arguments\r\n");
    }
  }

  private static Users users() {
    return Users.parse(
        List.of("# who reads", "user reader on " + SECRET + " %R~db0 +@read +@connection"));
  }

  @Test
  void password_itself_in_the_users_file_is_refused_and_not_repeated() {
    assertThatThrownBy(() -> Users.parse(List.of("user a on >hunter2 +@all")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1, word 4")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void address_that_others_reach_is_refused_without_tls_and_users() {
    ServerOptions local = ServerOptions.local(0);
    assertThatThrownBy(() -> local.withHost("0.0.0.0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TLS is not set up");
  }

  @Test
  void redis_cli_finds_the_cluster_in_order() throws Exception {
    assumeTrue(RedisServer.has("redis-cli"), "redis-cli is not installed");
    String said = run("redis-cli", "--cluster", "check", "127.0.0.1:" + start());
    assertThat(said).contains("All 16384 slots covered").contains("All nodes agree");
  }

  @Test
  void redis_benchmark_runs_to_its_end() throws Exception {
    assumeTrue(RedisServer.has("redis-benchmark"), "redis-benchmark is not installed");
    String said =
        run(
            "redis-benchmark",
            "-p",
            Integer.toString(start()),
            "-n",
            "2000",
            "-q",
            "-t",
            "get,set,incr,mset",
            "--dbnum",
            "1");
    assertThat(said).contains("SET:").contains("GET:").contains("INCR:");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out, StandardCharsets.ISO_8859_1);
  }
}
