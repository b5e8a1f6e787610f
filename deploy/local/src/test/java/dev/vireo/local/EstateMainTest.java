package dev.vireo.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.local.estate.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EstateMainTest {

  @TempDir Path folder;

  private Path checkout;
  private Home home;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void lay_out() throws IOException {
    checkout = Files.createDirectory(folder.resolve("checkout"));
    home = new Home(folder.resolve("home"));
  }

  @AfterEach
  void leave_nothing() {
    run("down");
  }

  @Test
  void shows_what_runs_and_where_as_a_table_and_as_one_json_document() throws Exception {
    assertThat(run("status"))
        .matches(none -> none.code() == 1)
        .extracting(Outcome::out)
        .asString()
        .containsPattern("platform +stopped");

    var up = run("up", "--simulate", "0");
    assertThat(up.code()).as(up.err()).isZero();
    assertThat(up.out()).containsPattern("platform +ready after").contains(home.root().toString());
    assertThat(up.out()).contains("./vireo hosts add --help");
    assertThat(run("status").out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run("up").out()).startsWith("All of it runs already.");

    assertThat(run("status").code()).isZero();
    var json = new ObjectMapper().readTree(run("status", "--json").out());
    var platform = json.path("processes").path(0);
    assertThat(platform.path("name").asText()).isEqualTo("platform");
    assertThat(platform.path("state").asText()).isEqualTo("READY");
    assertThat(platform.path("ports").path("kafka").asInt()).isPositive();
    assertThat(platform.path("ports").path("postgres").asInt()).isPositive();
    assertThat(platform.path("startedAt").asText()).isNotEmpty();

    assertThat(run("logs", "platform", "-n", "1").out()).hasLineCount(1);
    assertThat(run("down").out()).containsPattern("platform +stopped");
    assertThat(run("down").out()).isEqualToIgnoringNewLines("Nothing was running.");
  }

  @Test
  void an_unknown_log_is_refused_with_the_known_ones() throws Exception {
    home.create();
    Files.writeString(home.log("inventory"), "one\ntwo\nthree\n");

    assertThat(run("logs", "inventory", "-n", "2").out().lines()).containsExactly("two", "three");
    assertThat(run("logs", "inventory-service", "-n", "1").out().lines()).containsExactly("three");
    var refused = run("logs", "weather");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("There is no log of 'weather'")
        .contains("there are: inventory");
  }

  @Test
  void a_number_of_hosts_that_makes_no_sense_is_refused_and_nothing_starts() {
    for (String hosts : new String[] {"-1", "many", "2001"}) {
      var refused = run("up", "--simulate", hosts);
      assertThat(refused.code()).as(hosts).isEqualTo(2);
      assertThat(refused.err()).contains("--simulate");
    }
    assertThat(home.root()).doesNotExist();
  }

  private Outcome run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        EstateMain.commandLine(checkout, home)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
