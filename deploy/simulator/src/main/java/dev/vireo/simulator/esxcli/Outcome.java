package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Change;

/** What a verb gives back. */
sealed interface Outcome {

  /** Something to print. */
  record Shown(Listing listing) implements Outcome {}

  /**
   * Something was ordered.
   *
   * @param text what is printed; often nothing
   */
  record Ordered(Change change, String text) implements Outcome {}

  static Outcome shown(Listing listing) {
    return new Shown(listing);
  }

  static Outcome ordered(Change change) {
    return new Ordered(change, "");
  }
}
