package dev.vireo.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
  void what_can_be_inspected_is_listed() throws Exception {
    var help = run(withoutJava(), List.of("inspect", "--help"));
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out().lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line.strip()).startsWith("inspect "));
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
    var environment = new HashMap<>(System.getenv());
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

  @Test
  void what_is_as_its_sources_is_not_built_again() throws Exception {
    modules(checkout);

    assertThat(builds(checkout, "build")).isEmpty();
    assertThat(builds(checkout, "build", "top")).isEmpty();
  }

  @Test
  void a_checkout_that_was_moved_is_not_built_again_whatever_its_name() throws Exception {
    var moved = checkout.resolve("some [a-z] * place");
    Files.createDirectory(moved);
    Files.copy(SCRIPT, moved.resolve("vireo"), StandardCopyOption.COPY_ATTRIBUTES);
    modules(moved);
    assertThat(builds(moved, "build")).isEmpty();

    touch(moved.resolve("parts/base/src/main/java/A.java"), LATER);
    assertThat(builds(moved, "build", "middle")).isEqualTo("parts/base,middle");
  }

  @Test
  void a_module_is_built_after_one_of_its_sources_and_so_is_what_is_built_on_it() throws Exception {
    for (String source :
        List.of("src/main/java/A.java", "src/main/java", "src/main", "pom.xml", "src/main/new")) {
      modules(checkout);
      touch(checkout.resolve("parts/base").resolve(source), LATER);

      assertThat(builds(checkout, "build")).as(source).isEqualTo("parts/base,middle,top");
      assertThat(builds(checkout, "build", "middle")).as(source).isEqualTo("parts/base,middle");
      assertThat(builds(checkout, "build", "alone")).as(source).isEmpty();
    }
  }

  @Test
  void tests_of_a_module_do_not_make_it_stale() throws Exception {
    modules(checkout);
    touch(checkout.resolve("middle/src/test/java/ATest.java"), LATER);

    assertThat(builds(checkout, "build")).isEmpty();
  }

  @Test
  void all_is_built_after_the_root_pom() throws Exception {
    modules(checkout);
    touch(checkout.resolve("pom.xml"), LATER);

    assertThat(builds(checkout, "build")).isEqualTo("parts/base,middle,top,alone");
  }

  @Test
  void what_was_built_after_its_source_is_as_its_source() throws Exception {
    modules(checkout);
    touch(checkout.resolve("middle/src/main/java/A.java"), LATER);
    touch(checkout.resolve("middle/target/.vireo-built"), LATER.plusSeconds(1));

    assertThat(builds(checkout, "build")).isEmpty();
  }

  @Test
  void what_was_never_built_is_built() throws Exception {
    modules(checkout);
    Files.delete(checkout.resolve("middle/target/.vireo-built"));

    assertThat(builds(checkout, "build")).isEqualTo("middle,top");
    Files.delete(checkout.resolve("alone/target/.vireo-built"));
    assertThat(builds(checkout, "build", "alone")).isEqualTo("alone");
  }

  private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00.5Z");
  private static final Instant LATER = BUILT.plusMillis(100);

  /** Modules that were built; of three, each is built on the one before it. */
  private static void modules(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project>
          <modules>
            <module>parts/base</module>
            <module>middle</module>
            <module>top</module>
            <module>alone</module>
          </modules>
        </project>
        """);
    touch(folder.resolve("pom.xml"), BUILT.minusSeconds(1));
    module(folder.resolve("parts/base"), "base", "");
    module(folder.resolve("middle"), "middle", "base");
    module(folder.resolve("top"), "top", "middle");
    module(folder.resolve("alone"), "alone", "");
  }

  private static void module(Path folder, String name, String builtOn) throws IOException {
    Files.createDirectories(folder.resolve("src/main/java"));
    Files.writeString(
        Files.createDirectories(folder).resolve("pom.xml"),
        "<artifactId>vireo-%s</artifactId>%n<artifactId>vireo-%s</artifactId>%n"
            .formatted(name, builtOn));
    for (String each : List.of("pom.xml", "src/main/java/A.java", "src/main/java", "src/main")) {
      touch(folder.resolve(each), BUILT.minusSeconds(1));
    }
    touch(folder.resolve("target/.vireo-built"), BUILT);
  }

  /** Sets when it was changed, and nothing else of it; a file that is missing is made. */
  private static void touch(Path file, Instant at) throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
      Files.setLastModifiedTime(file.getParent(), FileTime.from(BUILT.minusSeconds(1)));
    }
    Files.setLastModifiedTime(file, FileTime.from(at));
  }

  /** The modules that Maven is asked for; nothing where it is not asked. */
  private String builds(Path folder, String... arguments) throws Exception {
    var bin = Files.createDirectories(checkout.resolve("maven"));
    var mvn = bin.resolve("mvn");
    Files.writeString(
        mvn,
        "#!/bin/sh\nwhile [ $# -gt 0 ]; do\n[ \"$1\" = -pl ] && printf %s \"$2\" >'"
            + checkout
            + "/asked'\nshift\ndone\necho BUILD SUCCESS\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    var environment = new HashMap<>(System.getenv());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("VIREO_TRAIN", "no");
    var command = new ArrayList<>(List.of(folder.resolve("vireo").toString()));
    command.addAll(List.of(arguments));
    Files.writeString(checkout.resolve("asked"), "");
    assertThat(run(folder, environment, command)).isEqualTo(new Outcome(0, "", ""));
    return Files.readString(checkout.resolve("asked"));
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
