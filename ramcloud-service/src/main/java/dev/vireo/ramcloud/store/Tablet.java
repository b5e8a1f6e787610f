package dev.vireo.ramcloud.store;

import dev.vireo.ramcloud.memory.ObjectMap;

/** The objects of some slots, with the counter that their versions begin from. */
final class Tablet {
  final SlotRange slots;
  final ObjectMap objects;
  final RequestResults results = new RequestResults();
  final PreparedTransactions prepared;

  /** What the next new key gets; RAMCloud's safeVersion. It never falls. */
  private long safeVersion = 1;

  /** Until the log is replayed, tombstones are kept: what they removed may still come. */
  private boolean replaying = true;

  /** Where looking for objects that have ended goes on. */
  long expiryCursor;

  Tablet(SlotRange slots, ObjectMap objects, PreparedTransactions.Count undecided) {
    this.slots = slots;
    this.objects = objects;
    this.prepared = new PreparedTransactions(undecided);
  }

  long safeVersion() {
    return safeVersion;
  }

  void raiseSafeVersion(long version) {
    safeVersion = Math.max(safeVersion, version);
  }

  long nextVersion() {
    return safeVersion++;
  }

  boolean replaying() {
    return replaying;
  }

  void replayed() {
    replaying = false;
  }
}
