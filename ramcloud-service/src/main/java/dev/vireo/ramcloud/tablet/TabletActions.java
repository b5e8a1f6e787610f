package dev.vireo.ramcloud.tablet;

/**
 * What a {@link Tablet} wants done. Called from within its methods, on the caller's thread; an
 * implementer must not call the tablet again from here, but after the call that it came from.
 */
public interface TabletActions {

  /** The append is durable and was this owner's to make: who waits for it may be answered. */
  void acknowledge(long sequence);

  /**
   * The append did not reach the log, or not in its turn. What its keys are now must be appended
   * anew; who waits for it waits for that.
   */
  void repeat(long sequence);

  /** The records from the one offset up to and with the other are to be read and told. */
  void readTail(long from, long through);

  /**
   * The log is replayed and no other owner can be believed any more: reads and writes may begin.
   */
  void serve();

  /** The tablet is another's. Nobody who waits may be told that the write was done. */
  void lose(Loss reason);
}
