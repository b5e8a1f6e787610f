package dev.vireo.inventory.domain;

import dev.vireo.bus.hosts.Host.Identity;
import dev.vireo.bus.inventory.UnreachableCause;

/** What came of one probe. */
public sealed interface Observation {

  /** The host let us in and said what it is. */
  record Answers(Identity identity) implements Observation {}

  /**
   * It did not.
   *
   * @param cause the class of what is wrong
   * @param seen what was tried and what came back
   * @param advice what to do
   */
  record Silent(UnreachableCause cause, String seen, String advice) implements Observation {}
}
