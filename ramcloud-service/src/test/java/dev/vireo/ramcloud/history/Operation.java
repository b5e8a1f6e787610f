package dev.vireo.ramcloud.history;

/**
 * One operation of one client on one key.
 *
 * @param kind what was asked
 * @param input what was written or appended
 * @param output what was answered; empty where nothing is known
 * @param called when it was begun, by one clock for all clients
 * @param answered when the answer came; {@link #NEVER} if none did: it may have been done, at any
 *     time after its call, or not
 */
public record Operation(
    String key, Kind kind, String input, String output, long called, long answered) {

  /** For {@link #answered}. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What can be asked of a key that holds a text, at first the empty one. */
  public enum Kind {
    READ,
    WRITE,
    APPEND
  }
}
