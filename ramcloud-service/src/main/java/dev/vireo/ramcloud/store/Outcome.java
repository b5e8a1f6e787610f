package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ByteSpan;
import dev.vireo.ramcloud.memory.Entry;

/**
 * How an operation ended. It is used again from call to call, so that a read makes no garbage; the
 * entry and the value that it shows lie in the log and are valid until the shard is called again.
 */
public final class Outcome {
  private Status status = Status.OK;
  private long version;
  private long number;
  private long sequence;
  private boolean replayed;
  private final Entry entry = new Entry();
  private final ByteSpan value = new ByteSpan();

  /** How it ended. */
  public Status status() {
    return status;
  }

  /**
   * The object's version after the operation; where it was rejected the one that rejected it; 0:
   * there is no object.
   */
  public long version() {
    return version;
  }

  /** After a read that is OK: the object. */
  public Entry entry() {
    return entry;
  }

  /** After a read that is OK: the object's value. */
  public ByteSpan value() {
    return value;
  }

  /** After an increment by an integer. */
  public long integer() {
    return number;
  }

  /** After an increment by a floating-point number. */
  public double floating() {
    return Double.longBitsToDouble(number);
  }

  /** The group of the mutation sink that made it so; 0: nothing has to be logged. */
  public long sequence() {
    return sequence;
  }

  /** Whether this is the recorded result of an earlier try. */
  public boolean replayed() {
    return replayed;
  }

  Outcome reset() {
    status = Status.OK;
    version = 0;
    number = 0;
    sequence = 0;
    replayed = false;
    value.clear();
    return this;
  }

  Status end(Status status, long version) {
    this.status = status;
    this.version = version;
    return status;
  }

  void number(long bits) {
    number = bits;
  }

  void sequence(long group) {
    sequence = group;
  }

  Status recorded(Status status, long version, long bits) {
    replayed = true;
    number = bits;
    return end(status, version);
  }
}
