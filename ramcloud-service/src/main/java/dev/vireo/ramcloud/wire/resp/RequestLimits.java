package dev.vireo.ramcloud.wire.resp;

/**
 * What one request may be at most; above it the connection is told so and closed, as its bytes can
 * no longer be told apart.
 *
 * @param words words of a request
 * @param wordBytes bytes of one word
 * @param requestBytes bytes of all its words together
 */
public record RequestLimits(int words, int wordBytes, int requestBytes) {
  /** RAMCloud's largest request for a word, and a multi-write of several such. */
  public static final RequestLimits DEFAULT = new RequestLimits(1024 * 1024, 8 << 20, 64 << 20);

  /** What somebody who has not logged in may send (Redis's own limits). */
  public static final RequestLimits STRANGER = new RequestLimits(10, 16 * 1024, 16 * 1024 * 10);
}
