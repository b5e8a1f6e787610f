package dev.vireo.ramcloud.memory;

import org.jspecify.annotations.Nullable;

/** What an entry of the log says. The ordinal is what is written. */
public enum EntryKind {
  /** An object with its version. */
  OBJECT,
  /** That the object of this key was removed; the version is the one that was removed. */
  TOMBSTONE,
  /**
   * The result of a client's request; the key is the client's id and the request's sequence number.
   */
  RESULT,
  /** A prepared transaction with its operations; the key names the transaction. */
  PREPARED,
  /** A transaction's decision; the key names the transaction. */
  DECIDED;

  private static final EntryKind[] ALL = values();

  /** The kind that is written as this number; null where none is. */
  static @Nullable EntryKind of(int ordinal) {
    return ordinal < ALL.length ? ALL[ordinal] : null;
  }
}
