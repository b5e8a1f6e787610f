package dev.vireo.simulator.estate;

/** What an order did: the state that it aimed at, before and after. */
public record Change(Object before, Object after) {
  public boolean changed() {
    return !before.equals(after);
  }
}
