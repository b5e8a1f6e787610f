package dev.vireo.backup.domain.preflight;

import java.util.Locale;

/** What a check found. */
public enum CheckResult {
  OK,
  /** Worth knowing, and no cause by itself. */
  WARNING,
  FAILED,
  /** Not made: what it stands on failed, or it was not asked for. */
  SKIPPED;

  /** As reports write it: {@code failed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
