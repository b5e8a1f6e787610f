package dev.vireo.ramcloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** RAMCloud's operations on many objects: multi-operations, enumeration, secondary indexes. */
class NativeManyTest {
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

  private static String items(String... items) {
    return "*" + items.length + "\r\n" + String.join("", items);
  }

  private static String item(String status, long version) {
    return "*2\r\n$" + status.length() + "\r\n" + status + "\r\n:" + version + "\r\n";
  }

  private static String bulk(String value) {
    return "$" + value.length() + "\r\n" + value + "\r\n";
  }

  private static String read(long version, String value) {
    return "*3\r\n$2\r\nOK\r\n:" + version + "\r\n" + bulk(value);
  }

  @Test
  @DisplayName("56: a multi-read answers in the order of the request")
  void a_multi_read_answers_in_the_order_of_the_request() throws IOException {
    assertThat(client.ask("RC.MWRITE", "2", "t", "0", "firstVal", "t", "1", "secondVal"))
        .isEqualTo(items(item("OK", 1), item("OK", 2)));
    assertThat(client.ask("RC.MREAD", "3", "t", "1", "t", "0", "t", "2"))
        .isEqualTo(
            items(read(2, "secondVal"), read(1, "firstVal"), item("OBJECT_DOESNT_EXIST", 0)));
  }

  @Test
  @DisplayName("59: one item of a table that is not there fails alone")
  void one_item_of_a_table_that_is_not_there_fails_alone() throws IOException {
    assertThat(client.ask("RC.MINCR", "3", "t", "0", "42", "t", "1", "-42.5", "nope", "2", "42.0"))
        .isEqualTo(
            items(
                "*3\r\n$2\r\nOK\r\n:1\r\n:42\r\n",
                "*3\r\n$2\r\nOK\r\n:2\r\n" + bulk("-42.5"),
                item("TABLE_DOESNT_EXIST", 0)));
  }

  @Test
  @DisplayName("61: rules hold for every item")
  void rules_hold_for_every_item() throws IOException {
    String missing = item("OBJECT_DOESNT_EXIST", 0);
    assertThat(client.ask("RC.MWRITE", "2", "t", "0", "v", "t", "1", "v", "XX"))
        .isEqualTo(items(missing, missing));
    assertThat(client.ask("RC.MREMOVE", "1", "t", "0", "XX")).isEqualTo(items(missing));
    assertThat(client.ask("RC.MINCR", "1", "t", "0", "1", "XX")).isEqualTo(items(missing));
    assertThat(client.ask("RC.WRITE", "t", "1", "v")).isEqualTo(":1\r\n");
    assertThat(client.ask("RC.MWRITE", "2", "t", "0", "w", "t", "1", "w", "NX"))
        .isEqualTo(items(item("OK", 2), item("OBJECT_EXISTS", 1)));
  }

  @Test
  @DisplayName("62: a second multi-remove finds nothing and is done")
  void a_second_multi_remove_finds_nothing_and_is_done() throws IOException {
    assertThat(client.ask("RC.MWRITE", "2", "t", "0", "v", "t", "1", "v"))
        .isEqualTo(items(item("OK", 1), item("OK", 2)));
    assertThat(client.ask("RC.MREMOVE", "2", "t", "0", "t", "1"))
        .isEqualTo(items(item("OK", 1), item("OK", 2)));
    assertThat(client.ask("RC.MREMOVE", "2", "t", "0", "t", "1"))
        .isEqualTo(items(item("OK", 0), item("OK", 0)));
  }

  @Test
  @DisplayName("64: a multi-request that is cut is refused and does nothing")
  void a_multi_request_that_is_cut_is_refused_and_does_nothing() throws IOException {
    assertThat(client.ask("RC.MWRITE", "2", "t", "0", "v", "t", "1"))
        .startsWith("-REQUEST_FORMAT_ERROR 0 rc.mwrite takes how many items follow");
    assertThat(client.ask("RC.MWRITE", "many", "t", "0", "v"))
        .startsWith("-REQUEST_FORMAT_ERROR 0 ");
    assertThat(client.ask("RC.READ", "t", "0")).isEqualTo("-OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.MWRITE", "1", "t", "0", "v")).isEqualTo(items(item("OK", 1)));
  }

  @Test
  @DisplayName("65: an item that is too large fails alone")
  void an_item_that_is_too_large_fails_alone() throws IOException {
    String large = "v".repeat((1 << 20) + 1);
    assertThat(client.ask("RC.MWRITE", "3", "t", "0", "v", "t", "1", large, "t", "2", "v"))
        .isEqualTo(items(item("OK", 1), item("REQUEST_TOO_LARGE", 0), item("OK", 2)));
  }

  @Test
  void multi_requests_of_many_slots_route_by_their_first_key() throws IOException {
    assertThat(client.ask("COMMAND", "GETKEYS", "RC.MWRITE", "2", "t", "a", "v", "t", "b", "w"))
        .isEqualTo("*2\r\n$1\r\na\r\n$1\r\nb\r\n");
    assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
    // A group of the log is of one tablet.
    assertThat(client.ask("RC.MREAD", "2", "t", "a", "t", "b")).startsWith("-CROSSSLOT");
    assertThat(client.ask("DISCARD")).isEqualTo("+OK\r\n");
  }

  @Test
  @DisplayName("67: an enumeration of keys alone gives keys and versions")
  void an_enumeration_of_keys_alone_gives_keys_and_versions() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(client.ask("RC.WRITE", "t", "k" + i, "v" + i)).startsWith(":");
      assertThat(client.ask("SET", "other" + i, "v")).isEqualTo("+OK\r\n");
    }
    Map<String, Long> versions = new TreeMap<>();
    String cursor = "0";
    do {
      List<String> page = page("RC.SCAN", "t", cursor, "COUNT", "2", "KEYSONLY");
      cursor = page.getFirst();
      for (int i = 1; i < page.size(); i += 2) {
        assertThat(versions.put(page.get(i), Long.parseLong(page.get(i + 1)))).isNull();
      }
    } while (!cursor.equals("0"));
    assertThat(versions).containsOnlyKeys("k0", "k1", "k2", "k3", "k4").containsValues(1L, 5L);
  }

  @Test
  @DisplayName("68: an enumeration of no table tells so")
  void an_enumeration_of_no_table_tells_so() throws IOException {
    assertThat(client.ask("RC.SCAN", "nope", "0")).isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.SCAN", "t", "x")).isEqualTo("-ERR invalid cursor\r\n");
    assertThat(client.ask("RC.SCAN", "t", "20000")).isEqualTo("-ERR invalid cursor\r\n");
  }

  @Test
  void objects_that_are_there_all_along_are_enumerated_once_while_the_table_grows()
      throws IOException {
    for (int i = 0; i < 500; i++) {
      assertThat(client.ask("RC.WRITE", "t", "stays" + i, "v")).startsWith(":");
    }
    List<String> seen = new ArrayList<>();
    String cursor = "0";
    int added = 0;
    do {
      List<String> page = page("RC.SCAN", "t", cursor, "COUNT", "7");
      cursor = page.getFirst();
      for (int i = 1; i < page.size(); i += 3) {
        if (page.get(i).startsWith("stays")) {
          seen.add(page.get(i));
        }
      }
      for (int i = 0; i < 200 && added < 5000; i++) {
        assertThat(client.ask("RC.WRITE", "t", "new" + added++, "v")).startsWith(":");
      }
      // The same object again, at another place in memory.
      assertThat(client.ask("RC.WRITE", "t", "stays" + added % 500, "w")).startsWith(":");
    } while (!cursor.equals("0"));
    assertThat(seen).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("83, 86: objects are found by their secondary keys, in their order")
  void objects_are_found_by_their_secondary_keys() throws IOException {
    index("t", "1");
    index("t", "2");
    object("A0", "A1", "A2");
    object("B0", "B1", "B2");
    object("C0", "C1", "C2");
    object("D0", "B1", "");
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "1", "A1")).containsExactly("A0");
    assertThat(keys("RC.INDEX", "RANGE", "t", "1", "B1", "C1")).containsExactly("B0", "D0", "C0");
    assertThat(keys("RC.INDEX", "RANGE", "t", "2", "A", "z")).containsExactly("A0", "B0", "C0");
  }

  @Test
  void a_range_goes_on_where_it_ended_though_objects_come_and_go() throws IOException {
    index("t", "1");
    for (int i = 20; i < 40; i++) {
      object("k" + i, "s" + i / 2);
    }
    List<String> seen = new ArrayList<>();
    List<String> page = page("RC.INDEX", "RANGE", "t", "1", "s", "t", "COUNT", "3");
    while (true) {
      for (int i = 1; i < page.size(); i += 3) {
        seen.add(page.get(i));
      }
      if (page.getFirst().equals("0")) {
        break;
      }
      // The one that the cursor names is gone, and one before it is new.
      assertThat(client.ask("RC.REMOVE", "t", seen.getLast())).startsWith(":");
      object("late" + seen.size(), "s0");
      page = page("RC.INDEX", "RANGE", "t", "1", "s", "t", "COUNT", "3", "FROM", page.getFirst());
    }
    assertThat(seen).hasSize(20).doesNotHaveDuplicates().isSorted();
  }

  @Test
  @DisplayName("85: an index that is not there finds nothing")
  void an_index_that_is_not_there_finds_nothing() throws IOException {
    object("A0", "A1");
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "2", "A1")).isEmpty();
  }

  @Test
  @DisplayName("88, otherwise here: an index has what was there before it, and follows each change")
  void an_index_has_what_was_there_before_it_and_follows_each_change() throws IOException {
    object("k", "old");
    index("t", "1");
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "1", "old")).containsExactly("k");
    object("k", "new");
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "1", "old")).isEmpty();
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "1", "new")).containsExactly("k");
    assertThat(client.ask("RC.REMOVE", "t", "k")).startsWith(":");
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "1", "new")).isEmpty();
    assertThat(client.ask("RC.INDEX", "DROP", "t", "1")).isEqualTo("+OK\r\n");
    object("k", "new");
    assertThat(keys("RC.INDEX", "LOOKUP", "t", "1", "new")).isEmpty();
  }

  @Test
  @DisplayName("89: an index has a number from 1 on, of a table that is there")
  void an_index_has_a_number_from_1_on_of_a_table_that_is_there() throws IOException {
    assertThat(client.ask("RC.INDEX", "CREATE", "t", "0")).isEqualTo("-INVALID_PARAMETER 0\r\n");
    assertThat(client.ask("RC.INDEX", "CREATE", "t", "256")).isEqualTo("-INVALID_PARAMETER 0\r\n");
    assertThat(client.ask("RC.INDEX", "CREATE", "nope", "1"))
        .isEqualTo("-TABLE_DOESNT_EXIST 0\r\n");
    assertThat(client.ask("RC.INDEX", "DROP", "nope", "1")).isEqualTo("+OK\r\n");
    assertThat(client.ask("RC.INDEX", "DROP", "t", "9")).isEqualTo("+OK\r\n");
  }

  private void index(String table, String number) throws IOException {
    assertThat(client.ask("RC.INDEX", "CREATE", table, number)).isEqualTo("+OK\r\n");
  }

  private void object(String key, String... secondary) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of("RC.WRITE", "t", key, "value", "KEYS", Integer.toString(secondary.length)));
    words.addAll(List.of(secondary));
    assertThat(client.ask(words.toArray(String[]::new))).startsWith(":");
  }

  private List<String> keys(String... words) throws IOException {
    List<String> page = page(words);
    assertThat(page.getFirst()).isEqualTo("0");
    List<String> keys = new ArrayList<>();
    for (int i = 1; i < page.size(); i += 3) {
      keys.add(page.get(i));
    }
    return keys;
  }

  /** The cursor, then all that was shown. */
  private List<String> page(String... words) throws IOException {
    String reply = client.ask(words);
    assertThat(reply).startsWith("*2\r\n");
    List<String> page = new ArrayList<>();
    String[] lines = reply.split("\r\n");
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].startsWith("$")) {
        page.add(lines[++i]);
      } else if (lines[i].startsWith(":")) {
        page.add(lines[i].substring(1));
      }
    }
    return page;
  }
}
