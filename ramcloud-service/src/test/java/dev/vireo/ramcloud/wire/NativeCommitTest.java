package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RAMCloud's optimistic transactions, as they go over the wire. */
class NativeCommitTest {
  private RespServer server;
  private RespSocket client;

  @BeforeEach
  void start() throws IOException {
    server = RespServer.start(ServerOptions.local(0), MemoryOnly.parts(64L << 20));
    client = new RespSocket(server.port());
    assertThat(client.ask("RC.CREATE", "t")).isEqualTo(":17\r\n");
    assertThat(client.ask("RC.CREATE", "u")).isEqualTo(":18\r\n");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private String value(String table, String key) throws IOException {
    String[] lines = client.ask("RC.READ", table, key).split("\r\n");
    return lines.length == 4 ? lines[3] : lines[0];
  }

  @Test
  @DisplayName("71: what was read is still so, and the write is done")
  void what_was_read_is_still_so_and_the_write_is_done() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "{a}0", "hi")).isEqualTo(":1\r\n");
    assertThat(
            client.ask(
                "RC.COMMIT",
                "READ",
                "t",
                "{a}0",
                "1",
                "WRITE",
                "t",
                "{a}0",
                "hello",
                "WRITE",
                "u",
                "{a}1",
                "there"))
        .isEqualTo("*3\r\n:1\r\n:2\r\n:2\r\n");
    assertThat(value("t", "{a}0")).isEqualTo("hello");
    assertThat(value("u", "{a}1")).isEqualTo("there");
  }

  @Test
  @DisplayName("73: a commit that was aborted is aborted again, and nothing is done")
  void a_commit_that_was_aborted_is_aborted_again() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "{a}0", "hi")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.WRITE", "t", "{a}0", "changed")).isEqualTo(":2\r\n");
    for (int i = 0; i < 2; i++) {
      assertThat(
              client.ask(
                  "RC.COMMIT",
                  "WRITE",
                  "u",
                  "{a}1",
                  "x",
                  "READ",
                  "t",
                  "{a}0",
                  "1",
                  "REMOVE",
                  "t",
                  "{a}0"))
          .isEqualTo("-ABORTED operation 2, key {a}0: WRONG_VERSION 2\r\n");
    }
    assertThat(value("t", "{a}0")).isEqualTo("changed");
    assertThat(value("u", "{a}1")).isEqualTo("-OBJECT_DOESNT_EXIST 0");
  }

  @Test
  @DisplayName("76: what was read as missing must be missing still")
  void what_was_read_as_missing_must_be_missing_still() throws IOException {
    assertThat(client.ask("RC.COMMIT", "READ", "t", "k", "0", "WRITE", "t", "k", "first"))
        .isEqualTo("*2\r\n:0\r\n:1\r\n");
    assertThat(client.ask("RC.COMMIT", "READ", "t", "k", "0", "WRITE", "t", "k", "second"))
        .isEqualTo("-ABORTED operation 1, key k: OBJECT_EXISTS 1\r\n");
    assertThat(value("t", "k")).isEqualTo("first");
  }

  @Test
  @DisplayName("79: a value of more than 1 MiB is refused, and nothing is done")
  void a_value_of_more_than_1_mib_is_refused() throws IOException {
    assertThat(
            client.ask(
                "RC.COMMIT",
                "WRITE",
                "t",
                "{a}0",
                "v",
                "WRITE",
                "t",
                "{a}1",
                "v".repeat((1 << 20) + 1)))
        .isEqualTo("-REQUEST_TOO_LARGE 0\r\n");
    assertThat(value("t", "{a}0")).isEqualTo("-OBJECT_DOESNT_EXIST 0");
  }

  @Test
  @DisplayName("80: a transaction that only reads tells whether it is still so")
  void a_transaction_that_only_reads_tells_whether_it_is_still_so() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "k", "v")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.COMMIT", "READ", "t", "k", "1")).isEqualTo("*1\r\n:1\r\n");
    assertThat(client.ask("RC.COMMIT", "READ", "t", "k", "2"))
        .isEqualTo("-ABORTED operation 1, key k: WRONG_VERSION 1\r\n");
  }

  @Test
  void removes_and_writes_count_in_the_order_of_the_request() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "k", "v")).isEqualTo(":1\r\n");
    assertThat(
            client.ask(
                "RC.COMMIT", "REMOVE", "t", "k", "WRITE", "t", "k", "w", "REMOVE", "t", "x{k}"))
        .isEqualTo("*3\r\n:1\r\n:2\r\n:0\r\n");
    assertThat(value("t", "k")).isEqualTo("w");
  }

  @Test
  void a_commit_that_is_cut_or_of_no_table_does_nothing() throws IOException {
    assertThat(client.ask("RC.COMMIT", "WRITE", "t", "k", "v", "REMOVE", "t"))
        .startsWith("-ERR RC.COMMIT [READ table key version]");
    assertThat(client.ask("RC.COMMIT", "WRITE", "t", "k", "v", "REMOVE", "nope", "k"))
        .isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.COMMIT", "READ", "t", "k", "old", "WRITE", "t", "k", "v"))
        .startsWith("-ERR READ takes the version");
    assertThat(value("t", "k")).isEqualTo("-OBJECT_DOESNT_EXIST 0");
  }

  @Test
  void clients_that_route_are_told_of_every_key() throws IOException {
    assertThat(
            client.ask(
                "COMMAND",
                "GETKEYS",
                "RC.COMMIT",
                "REMOVE",
                "t",
                "a",
                "READ",
                "t",
                "b",
                "1",
                "WRITE",
                "t",
                "c",
                "v"))
        .isEqualTo("*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n");
  }
}
