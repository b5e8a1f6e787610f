package dev.vireo.container.inspect;

import dev.vireo.container.vzctl.Cause;
import dev.vireo.container.vzctl.ToolRun;
import dev.vireo.container.vzctl.Transcript;
import dev.vireo.hypervisor.offline.PastedText;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what vzctl, pct and their like printed. */
final class InspectVzctl {

  static final String USAGE =
      """
      Usage: vireo inspect vzctl TRANSCRIPT|- [--exit CODE] [--json]

      Reads what vzctl, vzlist, prlctl, pct or an LXC tool printed, and says of each command in
      it what it came to, why, and what to do. A command begins at a prompt (# vzctl start 101);
      without one the text is of one command.

        --exit   the exit code of the last command, where it is known
        --json   one object a command and line: command, outcome, exit, cause, findings,
                 unparsed; null where not told
        --help   this text
      """;

  private static final int LONGEST = 16 << 20;

  private InspectVzctl() {}

  static int run(List<String> args, InputStream stdin, Said said)
      throws Arguments.Malformed, IOException {
    Arguments given = Arguments.parse(args, Set.of("--json"), Set.of("--exit"));
    if (given.rest().size() != 1) {
      return said.malformed("give one transcript, or - for standard input");
    }
    String exit = given.values().getOrDefault("--exit", "");
    if (!exit.matches("\\d{0,3}") || (!exit.isEmpty() && Integer.parseInt(exit) > 255)) {
      return said.malformed("exit code '" + exit + "' is no number from 0 to 255");
    }
    String file = given.rest().getFirst();
    byte[] bytes;
    try (InputStream in = Arguments.input(file, stdin)) {
      bytes = in.readNBytes(LONGEST + 1);
    }
    if (bytes.length > LONGEST) {
      return said.malformed(file + ": is larger than " + LONGEST + " bytes");
    }
    if (PastedText.isBinary(bytes)) {
      return said.malformed(file + ": is no text");
    }
    List<ToolRun> runs =
        Transcript.read(
            PastedText.of(bytes),
            exit.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(exit)));
    StringBuilder out = new StringBuilder();
    for (ToolRun run : runs) {
      if (given.has("--json")) {
        json(run, out);
      } else {
        words(run, out);
      }
    }
    said.out().print(out);
    return Said.OK;
  }

  private static void json(ToolRun run, StringBuilder out) {
    JsonText.object(out)
        .put("command", run.command().isEmpty() ? null : run.command())
        .put("outcome", run.outcome().words())
        .put("exit", run.exit().isPresent() ? Integer.valueOf(run.exit().getAsInt()) : null)
        .put("cause", run.cause().map(Cause::id).orElse(null))
        .put("whatToDo", run.cause().map(Cause::whatToDo).orElse(null))
        .putAll(
            "findings",
            run.findings(),
            (finding, json) ->
                json.put("kind", finding.kind().name().toLowerCase(Locale.ROOT))
                    .put("line", Integer.valueOf(finding.line()))
                    .put("text", finding.text())
                    .put("cause", finding.cause().map(Cause::id).orElse(null))
                    .put("meaning", finding.meaning().isEmpty() ? null : finding.meaning()))
        .put("unparsed", run.unparsed())
        .end();
    out.append('\n');
  }

  private static void words(ToolRun run, StringBuilder out) {
    out.append(run.command().isEmpty() ? "(no command)" : Said.printable(run.command()));
    out.append("  ->  ").append(run.outcome().words());
    run.exit().ifPresent(exit -> out.append(", exit code ").append(exit));
    out.append('\n');
    run.cause()
        .ifPresent(
            cause ->
                out.append("  why: ")
                    .append(cause.words())
                    .append("\n  do:  ")
                    .append(cause.whatToDo())
                    .append('\n'));
    run.findings()
        .forEach(
            f ->
                out.append("  ")
                    .append(f.kind().name().toLowerCase(Locale.ROOT))
                    .append(" in line ")
                    .append(f.line())
                    .append(": ")
                    .append(Said.printable(f.text()))
                    .append('\n'));
    run.unparsed()
        .forEach(l -> out.append("  not understood: ").append(Said.printable(l)).append('\n'));
  }
}
