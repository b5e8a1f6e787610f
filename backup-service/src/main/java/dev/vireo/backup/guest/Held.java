package dev.vireo.backup.guest;

import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Something of ours that goes on at a host, marked there by a file, so that what is left of it is
 * found after a crash of the service, of the connection, or of the host itself. The file says which
 * processes it is; they take it away when they end.
 */
final class Held {

  /** Where the files are; root's alone. */
  static final String FOLDER = "/var/lib/vireo-backup";

  /**
   * Marks, has a program work, and takes the mark away whatever becomes of the program, and of
   * whoever reads its output.
   *
   * <p>Arguments: name of the mark, mark, what else it says, program.
   */
  private static final String RUN =
      """
      d=/var/lib/vireo-backup
      f=$d/$1 k=$2 more=$3; shift 3
      mkdir -p "$d" && chmod 700 "$d" || exit 93
      [ ! -e "$f" ] || { echo "another run of ours works on it: $(cat "$f")" >&2; exit 94; }
      echo "$k $$ 0 $more" > "$f" || exit 93
      trap '' PIPE
      t=
      trap '[ -z "$t" ] || kill "$t" 2>/dev/null' HUP INT TERM
      "$@" & t=$!
      echo "$k $$ $t $more" > "$f"
      wait "$t"; s=$?
      while kill -0 "$t" 2>/dev/null; do wait "$t"; s=$?; done
      rm -f "$f"
      exit $s
      """;

  /**
   * Ends what a mark says that still goes on, and waits for it; then there is the mark, or it took
   * it away itself. {@code $f} is its file, {@code $more} what else it says.
   *
   * <p>Argument: name of the mark.
   */
  static final String END =
      """
      f=/var/lib/vireo-backup/$1
      [ -e "$f" ] || exit 0
      read -r k holder t more < "$f"
      case "$holder$t" in ''|*[!0-9]*) holder=0 t=0 ;; esac
      if [ "$holder" -gt 1 ] && [ "$t" -gt 1 ] && [ -n "$k" ] \\
      && tr '\\0' '\\n' < "/proc/$holder/cmdline" 2>/dev/null | grep -qxF -e "$k"; then
      kill "$t"
      i=0
      while [ -e "$f" ] && [ "$i" -lt 60 ]; do sleep 1; i=$((i + 1)); done
      fi
      [ -e "$f" ] || exit 0
      """;

  /** The names of all marks. */
  static final Step LIST =
      Step.of(
          "marks",
          "sh",
          "-c",
          "for f in /var/lib/vireo-backup/*; do [ -f \"$f\" ] && echo \"${f##*/}\"; done; :");

  private Held() {}

  /** A program that is marked while it runs. */
  static Step run(String name, String mark, String more, List<String> program) {
    List<String> argv = new ArrayList<>(List.of("sh", "-c", RUN, "vireo-hold", name, mark, more));
    argv.addAll(program);
    return new Step("take", argv);
  }

  /** Marks something that is made step by step. */
  static Step mark(String name, String mark) {
    return Step.of(
        "mark",
        "sh",
        "-c",
        "d=/var/lib/vireo-backup; mkdir -p \"$d\" && chmod 700 \"$d\""
            + " && echo \"$2 0 0 made\" > \"$d/$1\"",
        "sh",
        name,
        mark);
  }

  /** Takes such a mark away. */
  static Step unmark(String name) {
    return Step.of("unmark", "rm", "-f", "--", FOLDER + "/" + name);
  }
}
