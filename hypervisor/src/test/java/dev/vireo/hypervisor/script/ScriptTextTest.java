package dev.vireo.hypervisor.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.hypervisor.script.ScriptOutcome.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered, carried out by the real shells of this machine. */
class ScriptTextTest {

  static List<Shell> shells() {
    return Shell.all();
  }

  private static ScriptOutcome run(Shell shell, Script script) throws Exception {
    Nonce nonce = Nonce.fresh();
    Shell.Answer answer = shell.run(ScriptText.render(script, nonce));
    ScriptReader reader =
        new ScriptReader(script, nonce, OutputLimits.DEFAULT, result -> {}, () -> 0);
    reader.stdout(answer.stdout(), 0, answer.stdout().length);
    reader.stderr(answer.stderr(), 0, answer.stderr().length);
    assertThat(reader.finished()).isTrue();
    return reader.outcome(Duration.ZERO);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void gives_output_back_to_the_byte(Shell shell) throws Exception {
    ScriptOutcome outcome =
        run(
            shell,
            Script.of(
                Step.of("none", "true"),
                Step.of("no-newline", "printf", "a"),
                Step.of("newline", "printf", "a\n"),
                Step.of("newlines", "printf", "\n\n"),
                Step.of("both", "sh", "-c", "printf o; printf e >&2; exit 7")));
    assertThat(outcome.results())
        .containsExactly(
            new StepResult("none", 0, "", "", Duration.ZERO),
            new StepResult("no-newline", 0, "a", "", Duration.ZERO),
            new StepResult("newline", 0, "a\n", "", Duration.ZERO),
            new StepResult("newlines", 0, "\n\n", "", Duration.ZERO),
            new StepResult("both", 7, "o", "e", Duration.ZERO));
    assertThat(outcome.stop()).isEqualTo(Stop.END);
    assertThat(outcome.preamble()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_step_cannot_leave_change_or_eat_the_script(Shell shell, @TempDir Path folder)
      throws Exception {
    ScriptOutcome outcome =
        run(
            shell,
            Script.of(
                Step.of("exit", "exit", "5"),
                Step.of("cd", "cd", folder.toString()),
                Step.of("eat", "cat"),
                Step.of("pwd", "pwd"),
                Step.of("stop", "_vireo_stop", "failure"),
                Step.of("missing", "no-such-program"),
                Step.of("word", "if"),
                Step.of("assignment", "PATH=/nowhere"),
                Step.of("last", "echo", "still here")));
    assertThat(outcome.stop()).isEqualTo(Stop.END);
    assertThat(outcome.result("exit").exit()).isEqualTo(5);
    assertThat(outcome.result("eat").stdout()).isEmpty();
    assertThat(outcome.result("pwd").stdout()).doesNotContain(folder.toString());
    assertThat(outcome.result("missing").exit()).isEqualTo(127);
    assertThat(outcome.result("word").exit()).isEqualTo(127);
    assertThat(outcome.result("assignment").exit()).isEqualTo(127);
    assertThat(outcome.result("last").stdout()).isEqualTo("still here\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void a_script_cut_anywhere_in_transit_does_nothing(Shell shell, @TempDir Path folder)
      throws Exception {
    Path trace = folder.resolve("trace");
    Nonce nonce = new Nonce("0123456789abcdef");
    String text = ScriptText.render(Script.of(Step.of("a", "touch", trace.toString())), nonce);
    // Without its last newline the last line is whole already.
    int whole = text.length() - 1;
    int step = shell.command().getFirst().equals("/bin/sh") ? 1 : 7;
    for (int cut = 0; cut < whole; cut += step) {
      shell.run(text.substring(0, cut));
      assertThat(trace).as("cut after %d of %d characters", cut, whole).doesNotExist();
    }
    shell.run(text);
    assertThat(trace).exists();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void stops_after_a_failure_where_that_is_asked_for(Shell shell) throws Exception {
    Script script =
        Script.of(Step.of("a", "true"), Step.of("b", "false"), Step.of("c", "echo", "ran"));
    ScriptOutcome stopped = run(shell, script.stoppingOnFailure());
    assertThat(stopped.results()).extracting(StepResult::id).containsExactly("a", "b");
    assertThat(stopped.notRun()).containsExactly("c");
    assertThat(stopped.stop()).isEqualTo(Stop.FAILURE);
    assertThat(run(shell, script).notRun()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void begins_no_step_after_its_budget(Shell shell) throws Exception {
    ScriptOutcome outcome =
        run(
            shell,
            Script.of(Step.of("a", "sleep", "2"), Step.of("b", "echo", "ran"))
                .within(Duration.ofSeconds(1)));
    assertThat(outcome.results()).extracting(StepResult::id).containsExactly("a");
    assertThat(outcome.notRun()).containsExactly("b");
    assertThat(outcome.stop()).isEqualTo(Stop.BUDGET);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void begins_no_step_where_the_clock_cannot_be_read_or_goes_backwards(Shell shell)
      throws Exception {
    Script script = Script.of(Step.of("a", "echo", "ran"), Step.of("b", "echo", "ran"));
    assertThat(runWithDate(shell, script, "echo '+%s'").notRun()).containsExactly("a", "b");
    assertThat(runWithDate(shell, script, "return 1").stop()).isEqualTo(Stop.CLOCK);
    // A function in place of the program: 100, then 101, then 99.
    String backwards =
        "if [ -z \"$x\" ]; then x=100; fi; command date +%N >/dev/null; cat \"$CLOCK\"; "
            + "tail -n +2 \"$CLOCK\" >\"$CLOCK.n\"; mv \"$CLOCK.n\" \"$CLOCK\"";
    Path clock = Files.createTempFile("vireo-clock", "");
    try {
      Files.writeString(clock, "100\n101\n99\n");
      ScriptOutcome outcome =
          runWithDate(
              shell,
              script,
              backwards
                  .replace("cat \"$CLOCK\"", "head -n 1 \"$CLOCK\"")
                  .replace("$CLOCK", clock.toString()));
      assertThat(outcome.results()).extracting(StepResult::id).containsExactly("a");
      assertThat(outcome.notRun()).containsExactly("b");
      assertThat(outcome.stop()).isEqualTo(Stop.CLOCK);
    } finally {
      Files.delete(clock);
    }
  }

  private static ScriptOutcome runWithDate(Shell shell, Script script, String date)
      throws Exception {
    Nonce nonce = Nonce.fresh();
    Shell.Answer answer =
        shell.run("date() { " + date + "; }\n" + ScriptText.render(script, nonce));
    ScriptReader reader =
        new ScriptReader(script, nonce, OutputLimits.DEFAULT, result -> {}, () -> 0);
    reader.stdout(answer.stdout(), 0, answer.stdout().length);
    reader.stderr(answer.stderr(), 0, answer.stderr().length);
    return reader.outcome(Duration.ZERO);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void dies_at_the_next_write_when_nobody_listens_even_where_sigpipe_is_ignored(
      Shell shell, @TempDir Path folder) throws Exception {
    Path go = folder.resolve("go");
    Path trace = folder.resolve("trace");
    Script script =
        Script.of(
            Step.of("wait", "sh", "-c", "while [ ! -e " + go + " ]; do sleep 0.02; done"),
            Step.of("trace", "touch", trace.toString()));
    String text = ScriptText.render(script, Nonce.fresh());
    for (String signals : List.of("", "trap '' PIPE\n")) {
      Files.deleteIfExists(go);
      Process process = new ProcessBuilder(shell.command()).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write((signals + text).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      // The first line that comes is the beginning of the first step.
      assertThat(process.getInputStream().read()).isEqualTo('\n');
      process.getInputStream().close();
      process.getErrorStream().close();
      Files.createFile(go);
      assertThat(process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(trace).doesNotExist();
    }
  }

  @Provide
  Arbitrary<List<String>> arguments() {
    Arbitrary<String> nasty =
        Arbitraries.of(
            "'",
            "''",
            "'\\''",
            "\\",
            "\\\\'",
            "$HOME",
            "$(id)",
            "`id`",
            "\"",
            "!",
            "!!",
            "*",
            "?",
            "~",
            "#",
            "&&",
            ";",
            "|",
            ">",
            "\n",
            "\r\n",
            "\t",
            "-n",
            "-e",
            "\\c",
            "\\n",
            "%s",
            "{a,b}",
            "EOF",
            "naa.1;reboot",
            "\u001b[2J",
            "\u007f",
            "\u0001",
            "\u0081",
            "\u0088",
            "ÿ",
            "日本語",
            "🐦",
            "\ufeff",
            "\u2028");
    Arbitrary<String> any =
        Arbitraries.strings()
            .ofMaxLength(30)
            .filter(s -> s.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF)));
    return Arbitraries.oneOf(any, nasty.list().ofMaxSize(6).map(parts -> String.join("", parts)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property(tries = 60)
  void any_argument_reaches_the_program_as_it_is(@ForAll("arguments") List<String> arguments)
      throws Exception {
    List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
    argv.addAll(arguments);
    for (Shell shell : Shell.all()) {
      ScriptOutcome outcome = run(shell, Script.of(new Step("a", argv)));
      assertThat(outcome.result("a").stdout().split("\0", -1))
          .as("%s", shell)
          .startsWith(arguments.toArray(String[]::new))
          .hasSize(arguments.size() + 1);
      assertThat(outcome.result("a").stderr()).isEmpty();
    }
  }

  @Test
  void refuses_steps_that_could_not_be_told_apart_or_handed_over() {
    assertThatThrownBy(() -> Script.of(Step.of("a", "true"), Step.of("a", "false")))
        .hasMessageContaining("two steps have the id a");
    assertThatThrownBy(() -> Step.of("a b", "true")).hasMessageContaining("'a b'");
    assertThatThrownBy(() -> Step.of("a\n@vireo", "true")).hasMessageContaining("\\n");
    assertThatThrownBy(() -> Step.of("a", "x\0y")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> Step.of("a", "\ud800")).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> Script.of(List.of())).hasMessageContaining("at least one step");
    assertThatThrownBy(() -> Script.of(Step.of("a", "b")).within(Duration.ofMillis(999)))
        .hasMessageContaining("1 second to 24 hours");
  }
}
