package dev.vireo.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vireo.local.testing.TestBackends;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code vireo ramcloud} and a real master. */
final class RamcloudTest {

  private static Map<String, String> master = Map.of();

  @BeforeAll
  static void start() {
    master = Map.of("VIREO_RAMCLOUD", TestBackends.shared().ramcloud());
  }

  private static Ran ramcloud(String... args) {
    List<String> words = new ArrayList<>(List.of("ramcloud"));
    words.addAll(Arrays.asList(args));
    return Ran.vireo(master, words.toArray(new String[0]));
  }

  @Test
  void status_tells_of_the_masters_and_that_all_slots_are_served() {
    Ran page = ramcloud("status");
    assertThat(page.code()).isZero();
    assertThat(page.out()).contains("RUNNING", "16384 of 16384 slots are served");
    JsonNode document = ramcloud("status", "--json").json();
    assertThat(document.path("masters")).hasSize(1);
    assertThat(document.path("masters").get(0).path("memoryMost").asLong()).isPositive();
    assertThat(document.path("served").asInt()).isEqualTo(16_384);
  }

  @Test
  void tablets_are_listed_and_one_that_is_where_it_is_wished_is_moved() {
    JsonNode tablets = ramcloud("tablets", "--json").json();
    assertThat(tablets).hasSize(4);
    assertThat(tablets.get(3).path("last").asInt()).isEqualTo(16_383);
    String here = tablets.get(0).path("master").asText();
    Ran moved = ramcloud("move", "0", here);
    assertThat(moved.code()).as(moved.err()).isZero();
    assertThat(moved.out()).contains("tablet 0 is served at " + here);
  }

  @Test
  void a_tablet_or_master_that_there_is_not_is_refused() {
    assertThat(ramcloud("move", "0", "127.0.0.1:1").code()).isEqualTo(2);
    String here = ramcloud("tablets", "--json").json().get(0).path("master").asText();
    Ran ran = ramcloud("move", "4", here);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no tablet 4: they are 0 to 3");
  }

  @Test
  void an_object_is_put_found_and_listed_with_its_version() {
    Ran put = ramcloud("put", "db0", "console-a", "värde", "--json");
    assertThat(put.code()).as(put.err()).isZero();
    long version = put.json().path("version").asLong();
    JsonNode got = ramcloud("get", "db0", "console-a", "--json").json();
    assertThat(got.path("value").asText()).isEqualTo("värde");
    assertThat(got.path("version").asLong()).isEqualTo(version);
    assertThat(ramcloud("get", "db0", "console-a").out()).contains("version " + version, "värde");
    JsonNode scanned = ramcloud("scan", "db0", "--json").json().path("objects");
    assertThat(scanned.findValuesAsText("key")).contains("console-a");
    assertThat(ramcloud("scan", "db0", "--keys").out()).contains("console-a");
  }

  @Test
  void a_rule_that_forbids_a_write_ends_with_1_and_tells_the_version() {
    long version =
        ramcloud("put", "db0", "console-b", "1", "--json").json().path("version").asLong();
    Ran absent = ramcloud("put", "db0", "console-b", "2", "--if-absent");
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.err()).contains("in version " + version);
    assertThat(ramcloud("put", "db0", "console-b", "2", "--if-version", "" + version).code())
        .isZero();
    assertThat(ramcloud("put", "db0", "console-b", "3", "--if-version", "" + version).code())
        .isEqualTo(1);
  }

  @Test
  void what_is_not_there_ends_with_1_and_a_table_that_is_not_with_2() {
    assertThat(ramcloud("get", "db0", "console-none").code()).isEqualTo(1);
    Ran table = ramcloud("get", "no_such_table", "key");
    assertThat(table.code()).isEqualTo(2);
    assertThat(table.err()).contains("no_such_table", "vireo ramcloud tables");
  }

  @Test
  void tables_are_listed_with_their_durability() {
    JsonNode tables = ramcloud("tables", "--json").json();
    assertThat(tables.findValuesAsText("name")).contains("db0", "db1");
    assertThat(tables.get(0).path("durability").asText()).isEqualTo("log");
  }

  @Test
  void bench_measures_both_databases_and_leaves_nothing_behind() {
    Ran ran = ramcloud("bench", "--requests", "2000", "--keys", "100", "--clients", "4", "--json");
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.json()).hasSize(4);
    assertThat(ran.json().get(0).path("perSecond").asLong()).isPositive();
    JsonNode left = ramcloud("scan", "db0", "--keys", "--limit", "10000", "--json").json();
    assertThat(left.path("objects").findValuesAsText("key"))
        .noneMatch(key -> key.startsWith("{vireo-bench-"));
  }

  @Test
  void a_drill_in_which_nothing_happens_misses_nothing_and_leaves_nothing_behind() {
    Ran ran = ramcloud("drill", "--seconds", "1", "--json");
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.json().path("writes").asLong()).isPositive();
    assertThat(ran.json().path("missing").asLong(-1)).isZero();
    assertThat(ran.json().path("stale").asLong(-1)).isZero();
    JsonNode left = ramcloud("scan", "db0", "--keys", "--limit", "10000", "--json").json();
    assertThat(left.path("objects").findValuesAsText("key"))
        .noneMatch(key -> key.startsWith("vireo-drill-"));
  }

  @Test
  void a_master_that_does_not_answer_ends_with_3() {
    Ran ran = ramcloud("status", "--ramcloud-url", "redis://127.0.0.1:1");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("127.0.0.1:1", "nothing listens there");
  }

  @Test
  void an_address_with_a_password_is_refused_and_not_repeated() {
    Ran ran = ramcloud("status", "--ramcloud-url", "redis://:hunter2@127.0.0.1:6380");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).doesNotContain("hunter2").contains("--ramcloud-password-file");
  }
}
