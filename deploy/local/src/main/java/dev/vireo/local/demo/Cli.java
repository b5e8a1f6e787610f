package dev.vireo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vireo.local.LocalPlatformException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Vireo's command line, used as an operator would: as a program of its own. */
final class Cli {

  private final Path jar;
  private final Path home;

  Cli(Path checkout, Path home) {
    this.jar = checkout.resolve("console/target/vireo-console.jar");
    this.home = home;
  }

  /**
   * What a command ended in.
   *
   * @param exit 0 done, 1 in part, 2 refused, 3 not reached
   * @param json its one document
   */
  record Answer(int exit, JsonNode json) {}

  /**
   * Runs a command and shows it. What it says on stderr, its progress too, is shown as it comes.
   */
  Answer run(String... arguments) {
    List<String> command = command(arguments);
    command.add("--json");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("VIREO_HOME", home.toString());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      byte[] out = process.getInputStream().readAllBytes();
      int exit = process.waitFor();
      JsonNode json = new ObjectMapper().readTree(out);
      return new Answer(exit, json);
    } catch (IOException e) {
      throw new UncheckedIOException("vireo " + String.join(" ", arguments), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalPlatformException("interrupted at vireo " + String.join(" ", arguments));
    }
  }

  /**
   * Runs a command and shows it with all that it says to people, folded to 80 columns.
   *
   * @return its exit code
   */
  int speak(PrintWriter out, String... arguments) {
    showCommand(out, "$ vireo " + String.join(" ", arguments));
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
    builder.environment().put("VIREO_HOME", home.toString());
    return spoken(builder, out);
  }

  /** Runs a program, shows what it says, and gives its exit code. */
  static int spoken(ProcessBuilder builder, PrintWriter out) {
    String program = builder.command().getFirst();
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        lines.lines().forEach(line -> show(out, line));
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalPlatformException("interrupted at " + program);
    }
  }

  static void show(PrintWriter out, String line) {
    Folded.lines(line, Folded.COLUMNS).forEach(out::println);
  }

  /** Shows a command that one could give; where it is folded, a shell would take it still. */
  private static void showCommand(PrintWriter out, String line) {
    out.println(String.join(" \\\n", Folded.lines(line, Folded.COLUMNS - 2)));
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
