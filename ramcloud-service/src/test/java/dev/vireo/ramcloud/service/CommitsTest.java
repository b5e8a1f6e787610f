package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commits over tablets of two masters, over the wire and a real broker. */
class CommitsTest {

  private static final int TABLETS = 4;
  private static final String LOG = "vireo.ramcloud.commits-test.log";
  private static final List<RunningMaster> MASTERS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    MASTERS.add(TestMasters.start(LOG, TABLETS, "m0"));
    MASTERS.add(TestMasters.start(LOG, TABLETS, "m1"));
    settle("RC.CREATE", "accounts");
    settle("RC.INDEX", "CREATE", "accounts", "1");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (ownerOf(0) == ownerOf(TABLETS - 1) && ownerOf(0) == ownerOf(1)) {
      assertThat(System.nanoTime()).as("one master has all tablets").isLessThan(until);
      Thread.sleep(50);
    }
  }

  @AfterAll
  static void stop() {
    MASTERS.forEach(RunningMaster::close);
  }

  /** A key of this test's own, in a tablet. */
  private static String key(String name, int tablet) {
    for (int i = 0; ; i++) {
      String key = name + "-" + i;
      if (KeySlot.of(key) * TABLETS / KeySlot.SLOTS == tablet) {
        return key;
      }
    }
  }

  private static int ownerOf(int tablet) throws IOException {
    String answer = ask(0, "RC.READ", "db0", key("owner", tablet));
    return answer.startsWith("-MOVED") ? 1 : answer.startsWith("-OBJECT") ? 0 : -1 - tablet;
  }

  private static String ask(int master, String... words) throws IOException {
    try (RespSocket client = new RespSocket(MASTERS.get(master).port())) {
      return client.ask(words);
    }
  }

  /** The answer of whichever master gives one: others send on, or have it tried again. */
  private static String settle(String... words) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    for (int n = 0; ; n++) {
      String answer = ask(n % MASTERS.size(), words);
      if (!answer.matches("(?s)-(MOVED|TRYAGAIN|CLUSTERDOWN) .*")) {
        return answer;
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
      Thread.sleep(20);
    }
  }

  private static String value(String key) throws Exception {
    String[] lines = settle("RC.READ", "accounts", key).split("\r\n");
    return lines.length == 4 ? lines[3] : lines[0];
  }

  private static String version(String key) throws Exception {
    return settle("RC.READ", "accounts", key).split("\r\n")[1].substring(1);
  }

  @Test
  void all_of_it_is_done_over_tablets_of_both_masters_whichever_is_asked() throws Exception {
    for (int asked = 0; asked < 2; asked++) {
      List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
      for (int tablet = 0; tablet < TABLETS; tablet++) {
        String key = key("all-" + asked, tablet);
        words.addAll(List.of("READ", "accounts", key, "0", "WRITE", "accounts", key, "v" + tablet));
      }
      assertThat(settle(words.toArray(String[]::new))).startsWith("*8\r\n:0\r\n:");
      for (int tablet = 0; tablet < TABLETS; tablet++) {
        assertThat(value(key("all-" + asked, tablet))).isEqualTo("v" + tablet);
      }
    }
  }

  @Test
  void what_is_not_as_it_was_read_aborts_it_everywhere() throws Exception {
    String here = key("abort", 0);
    String there = key("abort", TABLETS - 1);
    assertThat(settle("RC.WRITE", "accounts", there, "theirs")).startsWith(":");
    String now = version(there);
    assertThat(
            settle(
                "RC.COMMIT", "WRITE", "accounts", here, "mine", "READ", "accounts", there, "9999"))
        .isEqualTo("-ABORTED operation 2, key " + there + ": WRONG_VERSION " + now + "\r\n");
    assertThat(value(here)).isEqualTo("-OBJECT_DOESNT_EXIST 0");
    // What was held is free again.
    assertThat(settle("RC.WRITE", "accounts", here, "mine")).startsWith(":");
    assertThat(settle("RC.REMOVE", "accounts", there)).isEqualTo(":" + now + "\r\n");
  }

  @Test
  void versions_are_answered_as_they_are_read_afterwards() throws Exception {
    String first = key("versions", 1);
    String second = key("versions", 2);
    settle("RC.WRITE", "accounts", first, "a");
    String before = version(first);
    String[] answer =
        settle(
                "RC.COMMIT",
                "READ",
                "accounts",
                first,
                before,
                "WRITE",
                "accounts",
                second,
                "b",
                "WRITE",
                "accounts",
                first,
                "c")
            .split("\r\n");
    assertThat(answer[1]).isEqualTo(":" + before);
    assertThat(answer[2]).isEqualTo(":" + version(second));
    assertThat(answer[3]).isEqualTo(":" + version(first));
    assertThat(Long.parseLong(version(first))).isEqualTo(Long.parseLong(before) + 1);
  }

  @Test
  void a_named_commit_is_done_once_and_answered_alike_by_every_master() throws Exception {
    String lease = settle("RC.LEASE").strip().substring(1);
    String[] words = {
      "RC.COMMIT",
      "WRITE",
      "accounts",
      key("once", 0),
      "x",
      "WRITE",
      "accounts",
      key("once", TABLETS - 1),
      "y",
      "REQ",
      lease,
      "1"
    };
    String first = settle(words);
    assertThat(first).startsWith("*2\r\n");
    assertThat(settle("RC.WRITE", "accounts", key("once", 0), "later")).startsWith(":");
    for (int master = 0; master < 2; master++) {
      String again = ask(master, words);
      while (again.startsWith("-TRYAGAIN")) {
        again = ask(master, words);
      }
      assertThat(again).isEqualTo(first);
    }
    assertThat(value(key("once", 0))).isEqualTo("later");
    words[10] = "99999999";
    assertThat(settle(words)).isEqualTo("-EXPIRED_LEASE 0\r\n");
  }

  @Test
  void a_refusal_of_a_named_commit_stays_one() throws Exception {
    String lease = settle("RC.LEASE").strip().substring(1);
    String there = key("refusal", TABLETS - 1);
    String[] words = {
      "RC.COMMIT",
      "WRITE",
      "accounts",
      key("refusal", 0),
      "x",
      "READ",
      "accounts",
      there,
      "7777",
      "REQ",
      lease,
      "1"
    };
    String first = settle(words);
    assertThat(first)
        .isEqualTo("-ABORTED operation 2, key " + there + ": OBJECT_DOESNT_EXIST 0\r\n");
    assertThat(settle("RC.WRITE", "accounts", there, "there now")).startsWith(":");
    assertThat(settle(words)).isEqualTo(first);
  }

  @Test
  void indexes_change_with_the_commit() throws Exception {
    String first = key("indexed", 0);
    String second = key("indexed", TABLETS - 1);
    for (String owner : List.of("ann", "bob")) {
      assertThat(
              settle(
                  "RC.COMMIT",
                  "WRITE",
                  "accounts",
                  first,
                  "1",
                  "KEYS",
                  "1",
                  "own:" + owner,
                  "WRITE",
                  "accounts",
                  second,
                  "2",
                  "KEYS",
                  "1",
                  "own:" + owner))
          .startsWith("*2\r\n");
      for (int master = 0; master < 2; master++) {
        for (String[] lookup :
            new String[][] {
              {"RC.INDEX", "RANGE", "accounts", "1", "own:", "own:~"},
              {"RC.INDEX", "LOOKUP", "accounts", "1", "own:" + owner}
            }) {
          String found = ask(master, lookup);
          while (found.startsWith("-TRYAGAIN")) {
            found = ask(master, lookup);
          }
          assertThat(found).containsOnlyOnce(first).containsOnlyOnce(second);
        }
      }
    }
  }

  @Test
  void a_tablet_that_moves_meanwhile_loses_no_part_of_a_commit() throws Exception {
    String first = key("moving", 0);
    String second = key("moving", TABLETS - 1);
    String lease = settle("RC.LEASE").strip().substring(1);
    String before = "0";
    for (int n = 1; n <= 20; n++) {
      if (n % 5 == 0) {
        assertThat(ask(0, "RC.MOVE", "0", n % 10 == 0 ? "m0" : "m1")).isEqualTo("+OK\r\n");
      }
      String[] words = {
        "RC.COMMIT",
        "READ",
        "accounts",
        first,
        before,
        "WRITE",
        "accounts",
        first,
        "v" + n,
        "WRITE",
        "accounts",
        second,
        "v" + n,
        "REQ",
        lease,
        Integer.toString(n)
      };
      String answer = settle(words);
      while (answer.startsWith("-UNKNOWN")) {
        answer = settle(words);
      }
      assertThat(answer).startsWith("*3\r\n:" + before + "\r\n:");
      before = answer.split("\r\n")[2].substring(1);
      assertThat(value(second)).isEqualTo("v" + n);
      assertThat(value(first)).isEqualTo("v" + n);
    }
  }

  @Test
  void a_commit_over_tablets_of_a_table_in_memory_is_refused() throws Exception {
    settle("RC.CREATE", "fleeting", "DURABILITY", "memory");
    assertThat(
            settle(
                "RC.COMMIT",
                "WRITE",
                "fleeting",
                key("memory", 0),
                "x",
                "WRITE",
                "fleeting",
                key("memory", 1),
                "y"))
        .startsWith("-CROSSSLOT a transaction over tables in memory is of one tablet");
  }

  @Test
  void a_commit_that_is_too_large_for_one_record_is_refused_before_anything_is_done()
      throws Exception {
    String large = "x".repeat(1 << 20);
    List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
    for (int tablet = 0; tablet < TABLETS; tablet++) {
      words.addAll(List.of("WRITE", "accounts", key("large", tablet), large));
    }
    assertThat(settle(words.toArray(String[]::new))).isEqualTo("-REQUEST_TOO_LARGE 0\r\n");
    assertThat(value(key("large", 0))).isEqualTo("-OBJECT_DOESNT_EXIST 0");
  }
}
