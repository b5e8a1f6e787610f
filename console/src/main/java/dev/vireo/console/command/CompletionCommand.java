package dev.vireo.console.command;

import dev.vireo.console.Exit;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vireo completion}. */
@Command(
    name = "completion",
    description = "Prints a completion script. To use it: source <(vireo completion bash)")
final class CompletionCommand extends Task {

  /** Shells that can read it; zsh by its own bashcompinit, which the script turns on. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(
      arity = "0..1",
      defaultValue = "bash",
      paramLabel = "bash|zsh",
      description = "The shell; ${DEFAULT-VALUE} if not given.")
  private Shell shell = Shell.BASH;

  @Override
  Exit run(Console console) {
    String script = AutoComplete.bash("vireo", spec.root().commandLine());
    String start =
        shell == Shell.ZSH
            ? "autoload -Uz compinit bashcompinit && compinit && bashcompinit\n"
            : "";
    console.surroundings().out().print(start + script);
    return Exit.DONE;
  }
}
