package dev.vireo.console.command;

import dev.vireo.console.Exit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something. */
@Command
abstract class Task implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  /** Does it. */
  abstract Exit run(Console console);

  @Override
  public final Integer call() {
    return run(((VireoCommand) spec.root().userObject()).console()).code();
  }
}
