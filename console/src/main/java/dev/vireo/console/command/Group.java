package dev.vireo.console.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
@Command
abstract class Group implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one? " + String.join(", ", spec.subcommands().keySet()));
  }
}
