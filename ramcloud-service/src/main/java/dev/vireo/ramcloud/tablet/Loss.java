package dev.vireo.ramcloud.tablet;

/** Why an owner owns its tablet no more. */
public enum Loss {
  /** Another master's barrier lies behind this owner's. */
  FENCED,
  /** It was given up on purpose, so that another may take it without waiting. */
  HANDED_OVER
}
