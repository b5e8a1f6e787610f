package dev.vireo.bus.outcome;

/** Why a command failed: what a program decides by. */
public enum FailureReason {
  /** Some of what was asked is done and verified, some is not; the totals are in the result. */
  PARTLY_DONE,
  /** No answer from the host, or it would not let us in; nothing was touched. */
  UNREACHABLE,
  /** The connection was lost on the way; what was read back before is published. */
  CONNECTION_LOST,
  /** The host answered, and said no or something we do not understand. */
  HOST_REFUSED,
  /** The host said yes and a fresh read shows something else. */
  NOT_VERIFIED,
  /** What the plan was made from is no longer so; make a new plan. */
  STALE,
  /** Somebody else holds the host; try again when they are done. */
  BUSY,
  /** It did not end within its time. */
  TIMED_OUT,
  /** It stopped by itself because too much went wrong; what is left was not touched. */
  STOPPED,
  /** A defect of Vireo; the log has more under the correlation id. */
  INTERNAL
}
