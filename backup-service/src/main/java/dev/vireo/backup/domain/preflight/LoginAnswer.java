package dev.vireo.backup.domain.preflight;

/** What came of a login. */
public enum LoginAnswer {
  ACCEPTED,
  REFUSED,
  /** The target asked for no authentication that is spoken here. */
  NOT_OFFERED,
  /** Neither accepted nor refused: the target failed, or said something else. */
  UNCLEAR
}
