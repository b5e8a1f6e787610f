package dev.vireo.bus;

/** A wish: it ends in exactly one outcome event that carries its id. */
public non-sealed interface Command extends Message {

  /**
   * Commands of one lane are worked one after another, in the order of their records; lanes run
   * side by side. A command about one host runs in the host's lane. One about a fleet must not: it
   * waits for its hosts' commands, so it has the lane of its own id, which is what {@code null}
   * means here.
   */
  @org.jspecify.annotations.Nullable
  String lane();

  /**
   * What tells this command from others of its type and key that follow from the same command, such
   * as the container. The id of such a command is derived from it. Empty where there is at most one
   * for each key.
   */
  default String facet() {
    return "";
  }
}
