package dev.vireo.backup.domain.preflight;

/** How a TLS handshake ended. */
public enum TlsOutcome {
  /** TLS 1.2 or later was agreed on. */
  AGREED,
  /** Only TLS 1.1 or older is spoken. */
  TOO_OLD,
  /** What answers speaks no TLS. */
  NOT_TLS,
  /** The server broke it off. */
  BROKEN_OFF,
  /** The connection stood and no answer came, not even in part. */
  SILENT,
  /** The answer began and never ended. */
  CUT_SHORT
}
