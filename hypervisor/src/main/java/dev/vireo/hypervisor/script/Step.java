package dev.vireo.hypervisor.script;

import dev.vireo.hypervisor.Shown;
import java.util.List;

/**
 * One command of a {@link Script}: a program and its arguments, never a piece of shell text.
 *
 * <p>Whatever an argument holds, the host's shell sees it as one literal word: arguments are quoted
 * when the script is written. A caller that takes an argument from outside still checks it against
 * its own grammar first (a device id, a policy name), so that a hostile value is refused by name
 * and not merely made harmless.
 *
 * @param id what the result is reported under, unique in its script: {@code [A-Za-z0-9._:-]{1,200}}
 * @param argv program and arguments; at least the program; no NUL and no half of a surrogate pair
 *     in any of them, for neither can be handed to a program
 */
public record Step(String id, List<String> argv) {

  public Step {
    if (!id.matches("[A-Za-z0-9._:-]{1,200}")) {
      throw new IllegalArgumentException(
          "step id "
              + Shown.quoted(id)
              + ": 1 to 200 letters, digits, '.', '_', ':' or '-' are allowed");
    }
    argv = List.copyOf(argv);
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new IllegalArgumentException("step " + id + " names no program");
    }
    for (int i = 0; i < argv.size(); i++) {
      String argument = argv.get(i);
      if (argument.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "step " + id + ", argument " + i + ": it holds a NUL character");
      }
      if (argument.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
        throw new IllegalArgumentException(
            "step " + id + ", argument " + i + ": it holds half of a surrogate pair");
      }
    }
  }

  /** A step from a program and its arguments. */
  public static Step of(String id, String... argv) {
    return new Step(id, List.of(argv));
  }
}
