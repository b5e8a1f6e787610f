package dev.vireo.ramcloud.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.wire.RespSocket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Indexes over tablets of three masters, over the wire and a real broker. */
class IndexesTest {

  private static final int TABLETS = 6;
  private static final String LOG = "vireo.ramcloud.indexes-test.log";
  private static final List<RunningMaster> MASTERS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    for (int m = 0; m < 3; m++) {
      MASTERS.add(TestMasters.start(LOG, TABLETS, "m" + m));
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (MASTERS.stream().anyMatch(master -> !servesSome(master))) {
      assertThat(System.nanoTime()).as("not every master has a tablet").isLessThan(until);
      Thread.sleep(50);
    }
    settle("RC.CREATE", "people");
    settle("RC.INDEX", "CREATE", "people", "1");
  }

  @AfterAll
  static void stop() {
    MASTERS.forEach(RunningMaster::close);
  }

  private static boolean servesSome(RunningMaster master) {
    return master.log().states().stream().anyMatch(state -> state.phase().equals("SERVING"));
  }

  /** Keys of a test's own, one in each tablet. */
  private static List<String> keys(String name) {
    List<String> keys = new ArrayList<>();
    for (int tablet = 0; tablet < TABLETS; tablet++) {
      int i = 0;
      while (KeySlot.of(name + "-" + i) * TABLETS / KeySlot.SLOTS != tablet) {
        i++;
      }
      keys.add(name + "-" + i);
    }
    return keys;
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

  private static void write(String key, String value, String secondary) throws Exception {
    assertThat(settle("RC.WRITE", "people", key, value, "KEYS", "1", secondary)).startsWith(":");
  }

  /** A look-up's cursor, and key and value of each object in its order. */
  private record Page(String cursor, List<String> keys, Map<String, String> values) {
    static Page of(String answer) {
      assertThat(answer).startsWith("*2\r\n");
      String[] lines = answer.split("\r\n");
      List<String> keys = new ArrayList<>();
      Map<String, String> values = new TreeMap<>();
      for (int i = 4; i < lines.length; i += 5) {
        keys.add(lines[i + 1]);
        values.put(lines[i + 1], lines[i + 4]);
      }
      return new Page(lines[2], keys, values);
    }
  }

  /** What a master answers; that it could not is answered by asking again. */
  private static Page look(int master, String... words) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      String answer = ask(master, words);
      if (!answer.startsWith("-TRYAGAIN ")) {
        return Page.of(answer);
      }
      assertThat(System.nanoTime()).as(answer).isLessThan(until);
    }
  }

  @Test
  void look_ups_find_the_objects_of_all_masters_in_order_whichever_is_asked() throws Exception {
    List<String> keys = keys("order");
    for (int i = 0; i < TABLETS; i++) {
      write(keys.get(i), "v" + i, "order:" + (TABLETS - 1 - i) / 2);
    }
    List<String> inOrder = new ArrayList<>();
    for (int i = TABLETS - 2; i >= 0; i -= 2) {
      List<String> same = new ArrayList<>(List.of(keys.get(i), keys.get(i + 1)));
      Collections.sort(same);
      inOrder.addAll(same);
    }
    for (int master = 0; master < MASTERS.size(); master++) {
      Page all = look(master, "RC.INDEX", "RANGE", "people", "1", "order:0", "order:9");
      assertThat(all.keys()).isEqualTo(inOrder);
      assertThat(all.cursor()).isEqualTo("0");
      assertThat(all.values().get(keys.get(3))).isEqualTo("v3");
      Page one = look(master, "RC.INDEX", "LOOKUP", "people", "1", "order:1");
      assertThat(one.keys()).isEqualTo(inOrder.subList(2, 4));
      assertThat(look(master, "RC.INDEX", "LOOKUP", "people", "1", "order:7").keys()).isEmpty();
      assertThat(look(master, "RC.INDEX", "LOOKUP", "people", "2", "order:1").keys()).isEmpty();
    }
  }

  @Test
  void a_range_over_masters_goes_on_where_it_ended() throws Exception {
    for (int i = 0; i < 50; i++) {
      write("page-" + i, "v", "page:%02d".formatted(i));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "0";
    int asked = 0;
    do {
      List<String> words =
          new ArrayList<>(
              List.of("RC.INDEX", "RANGE", "people", "1", "page:", "page:~", "COUNT", "7"));
      if (!cursor.equals("0")) {
        words.addAll(List.of("FROM", cursor));
      }
      Page page = look(asked++ % MASTERS.size(), words.toArray(String[]::new));
      seen.addAll(page.keys());
      cursor = page.cursor();
    } while (!cursor.equals("0"));
    assertThat(seen).hasSize(50).doesNotHaveDuplicates();
    assertThat(seen.getFirst()).isEqualTo("page-0");
    assertThat(seen.getLast()).isEqualTo("page-49");
    assertThat(asked).isEqualTo(8);
  }

  @Test
  void a_transaction_of_one_slot_is_not_answered_from_elsewhere() throws Exception {
    try (RespSocket client = new RespSocket(MASTERS.getFirst().port())) {
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("RC.INDEX", "LOOKUP", "people", "1", "x")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).startsWith("*1\r\n-CROSSSLOT the index of people lies on");
    }
  }

  /**
   * Two objects at a time change places in the index, by commits over masters, and tablets move:
   * each object must be found once, and each place taken by one.
   */
  @Test
  void objects_that_change_their_places_together_are_never_seen_half_way() throws Exception {
    List<String> keys = keys("place");
    for (int i = 0; i < TABLETS; i++) {
      write(keys.get(i), "place:" + i, "place:" + i);
    }
    AtomicBoolean stop = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Future<Integer> swaps = threads.submit(() -> swap(keys, stop));
      Future<Integer> noise = threads.submit(() -> writeElsewhere(stop));
      List<Future<Integer>> looks = new ArrayList<>();
      for (int m = 0; m < 2; m++) {
        int master = m;
        looks.add(threads.submit(() -> lookAgain(master, keys, stop)));
      }
      try {
        for (int n = 0; n < 4; n++) {
          String to = "m" + n % MASTERS.size();
          assertThat(ask(0, "RC.MOVE", "0", to)).isEqualTo("+OK\r\n");
          awaitOwner(0, n % MASTERS.size());
        }
      } finally {
        stop.set(true);
      }
      assertThat(swaps.get(60, TimeUnit.SECONDS)).isPositive();
      assertThat(noise.get(60, TimeUnit.SECONDS)).isPositive();
      for (Future<Integer> look : looks) {
        assertThat(look.get(60, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  private static void awaitOwner(int tablet, int master) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (MASTERS.get(master).log().states().stream()
        .noneMatch(state -> state.tablet() == tablet && state.phase().equals("SERVING"))) {
      assertThat(System.nanoTime()).as("the tablet has not moved").isLessThan(until);
      Thread.sleep(20);
    }
  }

  private static int swap(List<String> keys, AtomicBoolean stop) throws Exception {
    Random random = new Random(1);
    int done = 0;
    while (!stop.get()) {
      String one = keys.get(random.nextInt(TABLETS));
      String other = keys.get(random.nextInt(TABLETS));
      if (one.equals(other)) {
        continue;
      }
      String[] ofOne = settle("RC.READ", "people", one).split("\r\n");
      String[] ofOther = settle("RC.READ", "people", other).split("\r\n");
      List<String> words = new ArrayList<>(List.of("RC.COMMIT"));
      Collections.addAll(words, "READ", "people", one, ofOne[1].substring(1));
      Collections.addAll(words, "READ", "people", other, ofOther[1].substring(1));
      Collections.addAll(words, "WRITE", "people", one, ofOther[3], "KEYS", "1", ofOther[3]);
      Collections.addAll(words, "WRITE", "people", other, ofOne[3], "KEYS", "1", ofOne[3]);
      String answer = ask(random.nextInt(MASTERS.size()), words.toArray(String[]::new));
      assertThat(answer).matches("(?s)(\\*4|-TRYAGAIN |-UNKNOWN |-ABORTED ).*");
      done += answer.startsWith("*") ? 1 : 0;
    }
    return done;
  }

  /** Other objects of the table, with keys beside those that are looked at. */
  private static Integer writeElsewhere(AtomicBoolean stop) throws Exception {
    int done = 0;
    while (!stop.get()) {
      write("elsewhere-" + done % 100, "v", "elsewhere:" + done);
      done++;
    }
    return done;
  }

  private static Integer lookAgain(int master, List<String> keys, AtomicBoolean stop)
      throws Exception {
    int looks = 0;
    Callable<Page> all =
        () -> look(master, "RC.INDEX", "RANGE", "people", "1", "place:", "place:~");
    while (!stop.get()) {
      Page page = all.call();
      assertThat(page.keys()).containsExactlyInAnyOrderElementsOf(keys);
      List<String> places = new ArrayList<>();
      page.keys().forEach(key -> places.add(page.values().get(key)));
      // In the order of the index, so that keys and values are of the same moment.
      assertThat(places)
          .containsExactly("place:0", "place:1", "place:2", "place:3", "place:4", "place:5");
      looks++;
    }
    return looks;
  }
}
