package dev.vireo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, run in a checkout of its own, so that it builds and starts nothing here. */
final class VireoScriptTest {

  private static final Path SCRIPT = Path.of("../../vireo").toAbsolutePath().normalize();

  @TempDir Path checkout;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void copy_the_script() throws IOException {
    Files.copy(SCRIPT, checkout.resolve("vireo"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
  }

  @Test
  void help_names_every_command_and_needs_no_jdk() throws Exception {
    for (List<String> asked :
        List.of(List.<String>of(), List.of("help"), List.of("--help"), List.of("-h"))) {
      var help = run(withoutJava(), asked);
      assertThat(help.code()).as("vireo %s", asked).isZero();
      assertThat(help.err()).isEmpty();
      assertThat(help.out())
          .contains("demo", "up [--simulate HOSTS]", "status", "down", "logs", "test", "inspect");
    }
  }

  @Test
  void an_unknown_command_is_refused_in_one_line() throws Exception {
    var refused = run(System.getenv(), List.of("frobnicate"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .containsExactly("vireo: there is no command 'frobnicate'; see: vireo help");
  }

  @Test
  void nothing_but_a_known_kind_is_inspected() throws Exception {
    for (String kind : List.of("weather", "../multipath", "multi path")) {
      var refused = run(System.getenv(), List.of("inspect", kind, "file"));
      assertThat(refused.code()).as(kind).isEqualTo(2);
      assertThat(refused.err()).contains("nothing to inspect called '" + kind + "'");
    }
  }

  @Test
  void without_a_jdk_it_says_in_one_line_what_to_install() throws Exception {
    // Where the system has a JDK 25 in its usual place, that is found without PATH or JAVA_HOME.
    var script = checkout.resolve("vireo");
    Files.writeString(script, Files.readString(script).replace("/usr/lib/jvm/", "/nowhere/"));
    for (String command : List.of("build", "up", "test", "demo", "jdk")) {
      var refused = run(withoutJava(), List.of(command));
      assertThat(refused.code()).as(command).isEqualTo(2);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err().lines()).as(command).hasSize(1);
      assertThat(refused.err()).startsWith("vireo: no JDK 25 or later").contains("Temurin 25");
    }
  }

  @Test
  void a_jdk_that_is_too_old_is_passed_over() throws Exception {
    var old = Files.createDirectories(checkout.resolve("jdk-21/bin"));
    Files.createFile(old.resolve("javac"));
    assertThat(old.resolve("javac").toFile().setExecutable(true)).isTrue();
    Files.writeString(checkout.resolve("jdk-21/release"), "JAVA_VERSION=\"21.0.4\"\n");
    var environment = new java.util.HashMap<>(System.getenv());
    environment.put("JAVA_HOME", checkout.resolve("jdk-21").toString());
    environment.put("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");

    var found = run(environment, List.of("jdk"));

    assertThat(found.code()).isZero();
    assertThat(found.out().strip()).isNotEqualTo(checkout.resolve("jdk-21").toString());
    assertThat(Path.of(found.out().strip(), "bin", "javac")).isExecutable();
  }

  @Test
  void it_finds_its_checkout_through_links_and_from_any_folder() throws Exception {
    var elsewhere = Files.createDirectories(checkout.resolve("some/where else"));
    Files.createSymbolicLink(elsewhere.resolve("first"), checkout.resolve("vireo"));
    Files.createSymbolicLink(elsewhere.resolve("v"), Path.of("first"));
    var named = run(elsewhere, System.getenv(), List.of("./v", "inspect", "weather"));
    assertThat(named.code()).isEqualTo(2);

    // The nearest thing to a look inside: what it would build is what its own pom names.
    Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
    assertThat(run(elsewhere, System.getenv(), List.of("./v", "build")))
        .isEqualTo(new Outcome(0, "", ""));
  }

  private Outcome run(Map<String, String> environment, List<String> arguments) throws Exception {
    var command = new ArrayList<>(List.of(checkout.resolve("vireo").toString()));
    command.addAll(arguments);
    return run(checkout, environment, command);
  }

  private Outcome run(Path folder, Map<String, String> environment, List<String> command)
      throws Exception {
    var out = checkout.resolve("out.txt");
    var err = checkout.resolve("err.txt");
    var words = new ArrayList<>(List.of("bash"));
    words.addAll(command);
    var builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().remove("VIREO_HOME");
    var process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** A PATH with the tools the script needs, and no java. */
  private Map<String, String> withoutJava() throws IOException {
    var bin = checkout.resolve("bin");
    if (!Files.exists(bin)) {
      Files.createDirectory(bin);
      for (String tool : List.of("cat", "dirname", "readlink", "sed", "grep", "find")) {
        for (String folder : List.of("/usr/bin", "/bin")) {
          var program = Path.of(folder, tool);
          if (Files.exists(program) && !Files.exists(bin.resolve(tool))) {
            Files.createSymbolicLink(bin.resolve(tool), program);
          }
        }
      }
    }
    return Map.of("PATH", bin.toString());
  }
}
