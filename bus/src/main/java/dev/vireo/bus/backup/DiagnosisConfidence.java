package dev.vireo.bus.backup;

/** How sure a diagnosis is. */
public enum DiagnosisConfidence {
  /** It was seen as such, or the target named it. */
  CERTAIN,
  /** The evidence fits it and hardly anything else. */
  LIKELY,
  /** The evidence fits it and other causes too. */
  POSSIBLE
}
