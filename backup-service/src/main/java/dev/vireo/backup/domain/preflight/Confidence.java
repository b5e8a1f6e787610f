package dev.vireo.backup.domain.preflight;

/** How sure a cause is. */
public enum Confidence {
  /** It was seen as such, or the target named it. */
  CERTAIN,
  /** The evidence fits it and hardly anything else. */
  LIKELY,
  /** The evidence fits it and other causes too. */
  POSSIBLE
}
