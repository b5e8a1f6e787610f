package dev.vireo.bus;

/**
 * A fact: something that was observed, never more. Or a progress tick, which says so by its topic.
 */
public non-sealed interface Event extends Message {

  /**
   * What tells this event from others of its type and key that come from the same command, such as
   * the device. The event's id is derived from it, so that a repeat after a crash has the same id
   * and every consumer can drop it. Empty where one command gives at most one such event per key.
   */
  default String facet() {
    return "";
  }
}
