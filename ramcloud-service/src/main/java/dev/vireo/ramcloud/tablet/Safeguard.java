package dev.vireo.ramcloud.tablet;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The rules that the protocol's promises rest on. A master always keeps all of them; tests leave
 * one out, to show that it is needed and that they would notice.
 */
public enum Safeguard {
  /**
   * An acknowledged offset that does not follow the last one makes the owner read what lies
   * between.
   */
  CONTIGUOUS_OFFSETS,
  /** A record counts only under the epoch of the barrier that it follows. */
  EPOCHS,
  /** An owner answers reads only while its lease lasts. */
  READ_LEASE,
  /** A new owner serves only when the old one's lease has ended. */
  LEASE_WAIT,
  /** A write is answered when Kafka has acknowledged it, not before. */
  ACKNOWLEDGEMENT,
  /** What another's late record could replace in compaction is written once more. */
  REASSERTION;

  /** Every rule. */
  public static Set<Safeguard> all() {
    return Collections.unmodifiableSet(EnumSet.allOf(Safeguard.class));
  }

  /** Every rule but one; for tests. */
  public static Set<Safeguard> allBut(Safeguard one) {
    EnumSet<Safeguard> kept = EnumSet.allOf(Safeguard.class);
    kept.remove(one);
    return Collections.unmodifiableSet(kept);
  }
}
