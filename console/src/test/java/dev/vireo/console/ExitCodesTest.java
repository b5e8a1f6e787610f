package dev.vireo.console;

import static dev.vireo.console.Ran.vireo;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs neither Kafka nor a service to be judged. */
final class ExitCodesTest {

  private static final Map<String, String> NOWHERE = Map.of();

  @Test
  void version_and_help_are_results_and_end_with_0() {
    Ran version = vireo(NOWHERE, "--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("vireo ");
    Ran help = vireo(NOWHERE, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("hosts", "apply", "./vireo up", "Exit codes");
    assertThat(vireo(NOWHERE, "help", "plan").out()).contains("path-policy");
    assertThat(vireo(NOWHERE, "hosts", "add", "--help").out()).contains("--password-file");
  }

  @Test
  void a_command_that_is_not_there_is_named_with_the_one_it_was_looked_for_in() {
    assertThat(vireo(NOWHERE, "host").err()).contains("There is no command 'vireo host'");
    assertThat(vireo(NOWHERE, "hosts", "lst").err())
        .contains("There is no command 'vireo hosts lst'");
    assertThat(vireo(NOWHERE, "hosts", "show", "a", "b").err())
        .contains("'b' is a word too many for 'vireo hosts show'");
    assertThat(vireo(NOWHERE, "hosts", "list", "--nothing").err())
        .contains("Unknown option: '--nothing'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hosts",
        "hosts add",
        "hosts add esx-1 --address a --user u",
        "hosts add esx-1 --address a --user u --key k --password-file p",
        "hosts add ../x --address a --user u --credential agent:",
        "hosts add esx-1 --address a --user u --credential secret123",
        "hosts add esx-1 --address a --user u --password-file p --passphrase-file q",
        "hosts add esx-1 --address a --user u --credential agent: --passphrase-file q",
        "hosts add esx-1 --address a --user u --key k --passphrase-file p --passphrase file:q",
        "hosts add esx-1 --address a --user u --key k --passphrase secret123",
        "hosts add esx-1 --address a --user u --key k --passphrase agent:",
        "hosts add pve-1 --address a --user u --credential agent: --api b",
        "hosts add pve-1 --address a --user u --credential agent: --api b --api-user c",
        "hosts add pve-1 --address a --user u --credential agent: --api-user c --api-credential d",
        "hosts add pve-1 --address a --user u --credential agent: --api b --api-user c"
            + " --api-credential secret123",
        "hosts add pve-1 --address a --user u --credential agent: --api b --api-user c"
            + " --api-credential env:A --api-secret-file f",
        "hosts probe a --select all",
        "hosts tag all",
        "plan path-policy --select all",
        "plan path-policy --select all --psp P --iops x",
        "plan path-policy --select all --psp P --iops 1 --bytes 2",
        "plan path-policy --select all --psp P --override single-path",
        "apply",
        "apply p1 --timeout soon",
        "send Nothing --data {}",
        "send ScanPaths --data {",
        "send ScanPaths --data []",
        "send ScanPaths --data {}",
        "send RebuildProjections --data {}",
        "events --type Nothing",
        "events --limit 0",
        "projections rebuild storage",
        "standard define s --select all --psp P --mode mend",
        "templates doctor",
        "templates doctor --select all --rule pve2",
        "templates rename pve-1",
        "templates rename pve-1 a b --undo",
        "templates rename ../x a",
        "templates map pve-1 a --undo --to gentoo",
        "containers",
        "containers list --host a --select all",
        "containers start pve-1",
        "containers start ../x 101",
        "containers create --select all --template t",
        "containers create --select all --template t --names n --count many",
        "containers set pve-1 101",
        "containers set pve-1 101 --addresses 10.0.0.1 --no-address",
        "containers destroy pve-1 101",
        "containers migrate pve-1 101",
        "containers clone pve-1 101",
        "containers define pve-1 101 --mode mend",
        "ramcloud",
        "ramcloud get db0",
        "ramcloud put db0 key value --if-absent --if-version 1 --ramcloud-url redis://127.0.0.1:1",
        "ramcloud scan db0 --limit 0 --ramcloud-url redis://127.0.0.1:1",
        "ramcloud move x y",
        "ramcloud bench --clients 0 --ramcloud-url redis://127.0.0.1:1",
        "ramcloud drill --seconds 0 --ramcloud-url redis://127.0.0.1:1",
        "ramcloud status --ramcloud-url http://127.0.0.1:1",
        "ramcloud status --ramcloud-url redis://127.0.0.1:1 --ramcloud-user u",
        "nonsense"
      })
  void what_is_malformed_ends_with_2_and_is_said_on_stderr_alone(String line) {
    Ran ran = vireo(NOWHERE, line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("vireo: ")
        .doesNotContain("Exception")
        .doesNotContain("secret123");
  }

  @Test
  void the_place_of_the_error_in_a_body_is_named() {
    Ran ran = vireo(NOWHERE, "send", "ScanPaths", "--data", "{\"select\":7}");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("select").contains("text").contains("nothing was sent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts list",
        "paths",
        "plan list",
        "apply p1",
        "events",
        "command x",
        "templates",
        "containers list",
        "ramcloud status"
      })
  void an_estate_that_nobody_has_started_ends_with_3_and_says_how_to_start_it(String line) {
    Ran ran = vireo(NOWHERE, line.split(" "));
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("./vireo up");
  }

  @Test
  void brokers_and_services_that_do_not_answer_end_with_3() {
    Ran kafka = vireo(NOWHERE, "apply", "p1", "--kafka", "127.0.0.1:1");
    assertThat(kafka.code()).isEqualTo(3);
    assertThat(kafka.err()).contains("127.0.0.1:1").contains("./vireo");
    Ran service = vireo(NOWHERE, "paths", "--multipath-url", "http://127.0.0.1:1");
    assertThat(service.code()).isEqualTo(3);
    assertThat(service.err()).contains("multipath service at http://127.0.0.1:1");
  }

  @Test
  void an_error_with_json_is_one_document_too() {
    Ran usage = vireo(NOWHERE, "plan", "path-policy", "--json");
    assertThat(usage.json().path("exit").asInt()).isEqualTo(2);
    Ran away = vireo(NOWHERE, "hosts", "list", "--json");
    assertThat(away.json().path("exit").asInt()).isEqualTo(3);
    assertThat(away.json().path("advice").asText()).contains("./vireo up");
  }

  @Test
  void what_the_script_handles_points_to_the_script() {
    Ran ran = vireo(NOWHERE, "status");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("./vireo status");
  }

  @Test
  void a_file_of_kafka_properties_that_is_not_there_ends_with_2(@TempDir Path folder) {
    Ran ran = vireo(NOWHERE, "apply", "p", "--kafka-config", folder.resolve("none").toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("none");
  }

  @Test
  void completion_is_a_script_that_bash_can_read(@TempDir Path folder) throws Exception {
    Ran ran = vireo(NOWHERE, "completion", "bash");
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("path-policy", "--password-file", "--keep-half-made", "doctor");
    Path script = Files.writeString(folder.resolve("completion"), ran.out());
    Process bash =
        new ProcessBuilder("bash", "-n", script.toString()).redirectErrorStream(true).start();
    assertThat(
            new String(
                bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(bash.waitFor()).isZero();
    assertThat(vireo(NOWHERE, "completion", "zsh").out()).contains("bashcompinit");
  }
}
