package dev.vireo.simulator.shell;

import org.jspecify.annotations.Nullable;

/** What a shell finds on the host that it runs on. */
public interface Machine {
  String hostName();

  HostFiles files();

  /** The program of that name; null if the host has none. */
  @Nullable Tool tool(String name);

  /**
   * Called before each simple command. A fault that ends the session half-way does it here.
   *
   * @param steps how many simple commands the session has run, this one included
   */
  void step(Session session, int steps);
}
