package dev.vireo.ramcloud.command;

/**
 * @param valueBytes the largest value
 * @param replyBytes the largest reply to one request; a larger one becomes an error
 * @param queuedBytes what the commands of one MULTI may hold together
 */
public record Limits(int valueBytes, int replyBytes, int queuedBytes) {
  /** RAMCloud's largest value. */
  public static final Limits DEFAULT = new Limits(1 << 20, 64 << 20, 64 << 20);
}
