package dev.vireo.hypervisor.script;

import java.util.stream.Collectors;

/**
 * Writes a {@link Script} as text for the standard input of {@code /bin/sh -s}.
 *
 * <p>The text asks for nothing but a POSIX shell, {@code echo} and {@code date +%s}, so it runs on
 * the ash of ESX 4.1 as on bash and dash, and needs no file on the host (a full /tmp does not
 * matter). What it promises:
 *
 * <ul>
 *   <li>Each step stands between marker lines on stdout <em>and</em> stderr. A marker begins with a
 *       newline of its own, so what is between two markers is the step's output to the byte.
 *   <li>A step's end is said together with what comes next, in one write a stream: half as many
 *       packets, and half as many writes on a host that has hundreds of steps to do.
 *   <li>A step runs in a subshell with {@code /dev/null} as input: it can neither eat the script,
 *       nor leave it ({@code exit}), nor change it ({@code cd}).
 *   <li>Everything is in functions, and the last line calls them: a script cut in transit does
 *       nothing. No beginning of that line is itself a command.
 *   <li>Before each step the clock is read. After the budget, or where the clock cannot be read or
 *       went backwards, no further step begins.
 *   <li>A marker that cannot be written ends the shell. When the connection is gone the next step
 *       therefore does not begin, even where SIGPIPE is ignored.
 * </ul>
 */
public final class ScriptText {
  private ScriptText() {}

  /** The whole text, ending in a newline. */
  public static String render(Script script, Nonce nonce) {
    String mark = nonce.mark();
    String run = "_vireo_" + nonce.text();
    String afterFailure =
        switch (script.onFailure()) {
          case STOP -> " || _vireo_stop failure";
          case GO_ON -> "";
        };
    String steps =
        script.steps().stream()
            .map(
                step ->
                    """
                    _vireo_begin '%1$s'
                    ( %2$s ) </dev/null
                    _vireo_end '%1$s' $?%3$s
                    """
                        .formatted(step.id(), words(step), afterFailure))
            .collect(Collectors.joining());
    return """
    _vireo_say() {
    echo "$_vireo_held%1$s$*" || exit 1
    echo "$_vireo_held%1$s$*" >&2 || exit 1
    _vireo_held=
    }
    _vireo_stop() {
    _vireo_say stop "$1"
    exit 0
    }
    _vireo_begin() {
    _vireo_now=$(date +%%s)
    [ "$_vireo_now" -ge "$_vireo_from" ] 2>/dev/null || _vireo_stop clock
    [ $((_vireo_now - _vireo_from)) -lt %2$d ] || _vireo_stop budget
    _vireo_say begin "$1"
    }
    _vireo_end() {
    _vireo_held="%1$send $1 $2
    "
    return "$2"
    }
    %3$s() {
    _vireo_held=
    _vireo_from=$(date +%%s)
    %4$s_vireo_say done
    exit 0
    }
    %3$s
    """
        .formatted(mark, script.budget().toSeconds(), run, steps);
  }

  /** A step's program and arguments as one line of a POSIX shell, each a literal word. */
  public static String words(Step step) {
    return step.argv().stream().map(ScriptText::quote).collect(Collectors.joining(" "));
  }

  /** The argument as one literal word of a POSIX shell, whatever it holds. */
  static String quote(String argument) {
    return "'" + argument.replace("'", "'\\''") + "'";
  }
}
