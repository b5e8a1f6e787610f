package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RAMCloud's operations on one object and on tables, as they go over the wire. */
class NativeObjectsTest {
  private RespServer server;
  private RespSocket client;

  @BeforeEach
  void start() throws IOException {
    server = RespServer.start(ServerOptions.local(0), MemoryOnly.parts(64L << 20));
    client = new RespSocket(server.port());
    assertThat(client.ask("RC.CREATE", "t")).isEqualTo(":17\r\n");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private static String read(long version, String value) {
    return "*2\r\n:" + version + "\r\n$" + value.length() + "\r\n" + value + "\r\n";
  }

  @Test
  @DisplayName("1, 2, 4: a table has an id from its making to its drop")
  void a_table_has_an_id_from_its_making_to_its_drop() throws IOException {
    assertThat(client.ask("RC.TABLEID", "newTable")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.CREATE", "newTable", "DURABILITY", "memory")).isEqualTo(":18\r\n");
    assertThat(client.ask("RC.CREATE", "newTable")).isEqualTo(":18\r\n");
    assertThat(client.ask("RC.TABLEID", "newTable")).isEqualTo(":18\r\n");
    assertThat(client.ask("RC.DROP", "newTable")).isEqualTo("+OK\r\n");
    assertThat(client.ask("RC.TABLEID", "newTable")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.CREATE", "newTable")).isEqualTo(":19\r\n");
  }

  @Test
  @DisplayName("5: dropping a table that is not there is done")
  void dropping_a_table_that_is_not_there_is_done() throws IOException {
    assertThat(client.ask("RC.DROP", "nope")).isEqualTo("+OK\r\n");
  }

  @Test
  void a_dropped_table_of_the_same_name_is_another_one() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "k", "old")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.READ", "17", "k")).isEqualTo(read(1, "old"));
    assertThat(client.ask("RC.DROP", "t")).isEqualTo("+OK\r\n");
    assertThat(client.ask("RC.CREATE", "t")).isEqualTo(":18\r\n");
    assertThat(client.ask("RC.READ", "t", "k")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.READ", "17", "k")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.WRITE", "17", "k", "v")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
  }

  @Test
  void the_tables_behind_select_cannot_be_dropped() throws IOException {
    assertThat(client.ask("RC.DROP", "db0")).startsWith("-ERR db0 is behind SELECT");
    assertThat(client.ask("SET", "k", "text")).isEqualTo("+OK\r\n");
    assertThat(client.ask("RC.READ", "db0", "k")).isEqualTo(read(1, "text"));
  }

  @Test
  void a_table_is_named_by_what_cannot_be_taken_for_an_id() throws IOException {
    assertThat(client.ask("RC.CREATE", "7up")).startsWith("-ERR a table's name has 1 to 128");
    assertThat(client.ask("RC.CREATE", "a b")).startsWith("-ERR a table's name has 1 to 128");
    assertThat(client.ask("RC.CREATE", "t", "DURABILITY", "paper"))
        .isEqualTo("-ERR RC.CREATE table [DURABILITY log|memory]\r\n");
  }

  @Test
  @DisplayName("10: overwriting an object adds one to its version")
  void overwriting_an_object_adds_one_to_its_version() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "0", "abcdef")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.WRITE", "t", "0", "xyzzy")).isEqualTo(":2\r\n");
    assertThat(client.ask("RC.READ", "t", "0")).isEqualTo(read(2, "xyzzy"));
  }

  @Test
  void an_empty_key_and_an_empty_value_are_taken() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "", "")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.READ", "t", "")).isEqualTo(read(1, ""));
  }

  @Test
  @DisplayName("17: reading of a table that is not there tells so")
  void reading_of_a_table_that_is_not_there_tells_so() throws IOException {
    assertThat(client.ask("RC.READ", "nope", "0")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
  }

  @Test
  @DisplayName("19: a rejected read gives the version and no value")
  void a_rejected_read_gives_the_version_and_no_value() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "0", "v")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.READ", "t", "0", "EQ", "2")).isEqualTo("-WRONG_VERSION 1\r\n");
  }

  @Test
  @DisplayName("20, 22, 23: a remove gives the version that it removed")
  void a_remove_gives_the_version_that_it_removed() throws IOException {
    assertThat(client.ask("RC.REMOVE", "t", "0")).isEqualTo(":0\r\n");
    assertThat(client.ask("RC.REMOVE", "t", "0", "XX")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.WRITE", "t", "0", "v")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.REMOVE", "t", "0", "EQ", "2")).isEqualTo("-WRONG_VERSION 1\r\n");
    assertThat(client.ask("RC.REMOVE", "t", "0")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.READ", "t", "0")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
  }

  @Test
  @DisplayName("25, 26, 28, 29, 31: rules reject in RAMCloud's order")
  void rules_reject_in_ramclouds_order() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "XX")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "EQ", "7")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "NX")).isEqualTo("-OBJECT_EXISTS 1\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "NX", "EQ", "9"))
        .isEqualTo("-OBJECT_EXISTS 1\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "XX", "EQ", "1")).isEqualTo(":2\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "XX", "EQ", "1"))
        .isEqualTo("-WRONG_VERSION 2\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "GT", "2")).isEqualTo("-WRONG_VERSION 2\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "GT", "1")).isEqualTo(":3\r\n");
  }

  @Test
  @DisplayName("35, 37, 38, 40, 41, 43: an increment adds to eight bytes")
  void an_increment_adds_to_eight_bytes() throws IOException {
    assertThat(client.ask("RC.INCR", "t", "n", "1")).isEqualTo("*2\r\n:1\r\n:1\r\n");
    assertThat(client.ask("RC.INCR", "t", "n", "2")).isEqualTo("*2\r\n:3\r\n:2\r\n");
    assertThat(client.ask("RC.READ", "t", "n")).isEqualTo(read(2, "\3\0\0\0\0\0\0\0"));
    assertThat(client.ask("RC.INCR", "t", "zero", "0")).startsWith("*2\r\n:0\r\n:");
    assertThat(client.ask("RC.INCRF", "t", "x", "-1.5")).startsWith("*2\r\n$4\r\n-1.5\r\n:");
    assertThat(client.ask("RC.INCR", "t", "n", "1", "NX")).isEqualTo("-OBJECT_EXISTS 2\r\n");
    assertThat(client.ask("RC.WRITE", "t", "seven", "1234567")).startsWith(":");
    assertThat(client.ask("RC.INCR", "t", "seven", "1")).startsWith("-INVALID_OBJECT ");
    assertThat(client.ask("RC.INCR", "t", "n", "one"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
    assertThat(client.ask("RC.INCRF", "t", "n", "nan"))
        .isEqualTo("-ERR value is not a valid float\r\n");
  }

  @Test
  @DisplayName("46, 47, 49, 50: a request that comes again is answered as it was")
  void a_request_that_comes_again_is_answered_as_it_was() throws IOException {
    String me = client.ask("RC.LEASE").substring(1).strip();
    assertThat(client.ask("RC.INCR", "t", "n", "3", "REQ", me, "1"))
        .isEqualTo("*2\r\n:3\r\n:1\r\n");
    assertThat(client.ask("RC.INCR", "t", "n", "3", "REQ", me, "1"))
        .isEqualTo("*2\r\n:3\r\n:1\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "XX", "REQ", me, "2"))
        .isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.REMOVE", "t", "k", "REQ", me, "3")).isEqualTo(":0\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "v")).startsWith(":");
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "XX", "REQ", me, "2"))
        .isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.REMOVE", "t", "k", "REQ", me, "3")).isEqualTo(":0\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", "w", "XX", "REQ", me, "4", "ACK", "3"))
        .startsWith(":");
    assertThat(client.ask("RC.INCR", "t", "k", "1", "REQ", me, "3")).isEqualTo("-STALE_RPC 0\r\n");
  }

  @Test
  @DisplayName("53: a request of nobody's lease is not done")
  void a_request_of_nobodys_lease_is_not_done() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "REQ", "4711", "1"))
        .isEqualTo("-EXPIRED_LEASE 0\r\n");
    assertThat(client.ask("RC.READ", "t", "k")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
  }

  @Test
  @DisplayName("91: the longest key and the largest value are taken, longer ones refused")
  void the_longest_key_and_the_largest_value_are_taken() throws IOException {
    String key = "k".repeat(65535);
    String value = "v".repeat(1 << 20);
    assertThat(client.ask("RC.WRITE", "t", key, value)).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.WRITE", "t", key, value)).isEqualTo(":2\r\n");
    assertThat(client.ask("RC.READ", "t", key)).isEqualTo(read(2, value));
    assertThat(client.ask("RC.WRITE", "t", key + "k", "v")).isEqualTo("-REQUEST_TOO_LARGE 0\r\n");
    assertThat(client.ask("RC.WRITE", "t", "k", value + "v")).isEqualTo("-REQUEST_TOO_LARGE 0\r\n");
  }

  @Test
  void words_that_mean_nothing_are_named() throws IOException {
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "SOMETIMES"))
        .startsWith("-ERR 'SOMETIMES' is none of NX, XX, GT version, EQ version");
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "EQ")).startsWith("-ERR GT and EQ take");
    assertThat(client.ask("RC.WRITE", "t", "k", "v", "REQ", "1")).startsWith("-ERR REQ takes");
    assertThat(client.ask("RC.READ", "t", "k")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
  }

  @Test
  void clients_that_route_are_told_where_the_key_stands() throws IOException {
    assertThat(client.ask("COMMAND", "GETKEYS", "RC.WRITE", "t", "key", "value"))
        .isEqualTo("*1\r\n$3\r\nkey\r\n");
    assertThat(client.ask("COMMAND", "GETKEYS", "RC.READ", "t", "key"))
        .isEqualTo("*1\r\n$3\r\nkey\r\n");
  }

  @Test
  void native_commands_of_one_slot_are_done_together() throws IOException {
    assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
    assertThat(client.ask("RC.WRITE", "t", "{a}1", "v")).isEqualTo("+QUEUED\r\n");
    assertThat(client.ask("SET", "{a}2", "w")).isEqualTo("+QUEUED\r\n");
    assertThat(client.ask("EXEC")).isEqualTo("*2\r\n:1\r\n+OK\r\n");
    assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
    assertThat(client.ask("RC.CREATE", "u")).startsWith("-ERR Command not allowed inside");
    assertThat(client.ask("DISCARD")).startsWith("+OK");
  }
}
