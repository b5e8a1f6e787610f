package dev.vireo.backup.command;

import dev.vireo.backup.tar.Passing;
import dev.vireo.bus.backup.GuestImage;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.ssh.HostStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a source is read from its host, once it was found to be there. */
interface Reading {

  /** The host's name. */
  String host();

  /** What is read, for an operator. */
  String what();

  /** Begins. */
  HostStream open() throws UnreachableException, ScriptBrokenException, InterruptedException;

  /** What is kept of it. */
  DataFile file();

  /**
   * Takes what comes, and hands on what is kept: the same, where that comes.
   *
   * @param to is given what is kept
   */
  default Passing archive(Passing to) {
    return to;
  }

  /** The guest that it is of; null: it is of a folder. */
  @Nullable GuestImage guest();

  /**
   * What is to be thought of how the host's program ended; empty: all of it was read.
   *
   * @param said what the program complained of or told
   */
  Optional<Problem> objection(int exit, String said);

  /** What an operator should know of what it said. */
  List<String> warnings(String said);
}
