package dev.vireo.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.bus.codec.Json;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own, whose streams also get what libraries print. */
final class OwnProcessTest {

  @TempDir Path folder;

  private Ran start(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What the jar's manifest grants.
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    ProcessBuilder process = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
    process.environment().keySet().removeIf(name -> name.startsWith("VIREO_"));
    int code = process.start().waitFor();
    return new Ran(code, Files.readString(out.toPath()), Files.readString(err.toPath()));
  }

  @Test
  void stdout_is_the_one_document_and_stderr_is_silent() throws Exception {
    Ran ran =
        start(
            "events",
            "--json",
            "--correlation",
            "no-such-chain",
            "--kafka",
            AnsweringService.bootstrap());
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(Json.MAPPER.readTree(ran.out())).isEmpty();
  }

  @Test
  void the_exit_code_is_that_of_the_process() throws Exception {
    Ran ran = start("rollback", "p-1", "--timeout", "1s", "--kafka", AnsweringService.bootstrap());
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("vireo: Nobody has answered").doesNotContain("kafka.clients");
  }
}
