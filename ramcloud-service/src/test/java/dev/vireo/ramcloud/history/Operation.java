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

  /** What can be asked of a key that holds a text, at first the empty one, which is none. */
  public enum Kind {
    /** Answers the text. */
    READ,
    /** Answers nothing. */
    WRITE,
    /** Answers the whole text. */
    APPEND,
    /** Writes if there is no text; answers {@code 1} if it did, else {@code 0}. */
    CREATE,
    /** Answers {@code 1} if there was a text, else {@code 0}. */
    REMOVE,
    /** Adds one to the number that the text is, none being 0; answers the sum. */
    INCREMENT,
    /** {@code old>new}: writes if the text is the old one; answers {@code 1} if it did. */
    SWAP,
    /** Of a group of names: answers what one of them holds. */
    LOOK,
    /** Of a group: {@code name=text} gives one of them another text. */
    PUT,
    /**
     * Of a group: {@code name=text,name=text>name=text,name=text} writes what stands behind, if all
     * that stands before is so; answers {@code 1} if it did.
     */
    COMMIT
  }
}
