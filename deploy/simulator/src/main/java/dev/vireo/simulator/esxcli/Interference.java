package dev.vireo.simulator.esxcli;

/** A fault that comes between an order and the host. */
@FunctionalInterface
public interface Interference {

  Interference NONE = device -> Effect.PROCEED;

  /** What becomes of the order. */
  enum Effect {
    PROCEED,
    /** It is answered with success and nothing is done. */
    IGNORE,
    /** It is answered with an error and nothing is done. */
    FAIL
  }

  /** Asked before an order changes a device's policy. */
  Effect onSet(String device);
}
