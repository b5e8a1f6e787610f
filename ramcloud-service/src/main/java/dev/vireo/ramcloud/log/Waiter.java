package dev.vireo.ramcloud.log;

/** Who waits for the log. Exactly one of these is called, once, on the shard's thread. */
public interface Waiter {

  /** What was waited for is so. */
  void done();

  /**
   * It is not so, or not known to be. A write may have been done, or be done later, unless a retry
   * of the same request finds out.
   *
   * @param reason for an operator: what was seen, and what follows
   */
  void failed(String reason);
}
