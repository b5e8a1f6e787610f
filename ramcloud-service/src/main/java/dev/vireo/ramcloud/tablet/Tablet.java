package dev.vireo.ramcloud.tablet;

import java.util.Set;
import java.util.function.LongConsumer;

/**
 * One tablet at one master: whether it may be written and read here, and which writes are done.
 *
 * <p>The log is one partition. An owner begins with a <em>barrier</em>; its epoch is the offset at
 * which the barrier lies, so a later owner's is higher and no two are equal. Each of its records
 * bears that epoch and a sequence number that grows by one. A record <em>counts</em> if no other
 * barrier lies between its own epoch's and itself, and its sequence number is higher than that of
 * all before it in this epoch: that alone is how the log is read, at replay as by a standby.
 *
 * <p>Invariants, while {@link Phase#SERVING}:
 *
 * <ul>
 *   <li>all records below {@link #position} are accounted for: they are known to count, or were
 *       told as {@link Verdict#STALE} to whoever must write their keys anew;
 *   <li>an append is acknowledged only when its offset is below the position, so no other's barrier
 *       lies before it;
 *   <li>reads are allowed for one lease, counted from before the last acknowledged append was sent.
 * </ul>
 *
 * <p>Times are nanoseconds of one monotonic clock of this master. Not safe for several threads.
 */
public final class Tablet {

  /** Where a tablet stands at this master. */
  public enum Phase {
    /** It follows the log and owns nothing. */
    STANDBY,
    /** Its barrier is on the way. */
    FENCING,
    /** It reads the log up to its barrier. */
    REPLAYING,
    /** It knows everything, and another may still be answering reads. */
    WAITING,
    /** It answers reads and writes. */
    SERVING,
    /** It takes no more requests, and its last record is on the way. */
    HANDING_OVER,
    /** It is another's; this object is done with. */
    LOST
  }

  /** What a record that was read means. */
  public enum Verdict {
    /** It counts, and memory does not have it yet. */
    APPLY,
    /** It counts, and is this owner's own: memory has it. */
    KNOWN,
    /**
     * It does not count: memory must not have it. Compaction could keep it in the place of one that
     * counts, so what its keys are must be appended anew by whoever owns the tablet.
     */
    STALE
  }

  private static final long NONE = -1;
  private static final long NEVER = Long.MIN_VALUE;

  private final Set<Safeguard> safeguards;
  private final long lease;
  private final FormerLeases formerLeases;

  private Phase phase = Phase.STANDBY;

  /** The lowest offset that is not accounted for. */
  private long position;

  /** The epoch of the last barrier below the position. */
  private long seenEpoch = NONE;

  /** The last sequence number that counts in that epoch. */
  private long seenSequence = NONE;

  private long nonce;
  private long barrierSentAt;
  private long epoch = NONE;
  private long nextSequence;
  private long leaseFrom = NEVER;
  private long handOver = NONE;

  /** How far the tail is being read; NONE if it is not. */
  private long tailThrough = NONE;

  private final InFlight inFlight = new InFlight();

  /**
   * A tablet whose log is to be read from the start.
   *
   * @param lease for how long an owner answers reads after it sent an append that was acknowledged
   * @param wait how long a new owner waits for that to end; longer than the lease by as much as two
   *     clocks can differ in their rates over it
   */
  public Tablet(Set<Safeguard> safeguards, long lease, long wait) {
    if (lease <= 0 || wait < lease) {
      throw new IllegalArgumentException("a lease of " + lease + " ns and a wait of " + wait);
    }
    this(safeguards, lease, new FormerLeases(wait));
  }

  private Tablet(Set<Safeguard> safeguards, long lease, FormerLeases formerLeases) {
    this.safeguards = safeguards;
    this.lease = lease;
    this.formerLeases = formerLeases;
  }

  private Tablet(Tablet other) {
    this(other.safeguards, other.lease, other.formerLeases.copy());
    this.phase = other.phase;
    this.position = other.position;
    this.seenEpoch = other.seenEpoch;
    this.seenSequence = other.seenSequence;
    this.nonce = other.nonce;
    this.barrierSentAt = other.barrierSentAt;
    this.epoch = other.epoch;
    this.nextSequence = other.nextSequence;
    this.leaseFrom = other.leaseFrom;
    this.handOver = other.handOver;
    this.tailThrough = other.tailThrough;
    inFlight.addAll(other.inFlight);
  }

  /** The same tablet, to try something out on. */
  public Tablet copy() {
    return new Tablet(this);
  }

  /** Tells everything that its further behaviour depends on. */
  void describe(LongConsumer to) {
    to.accept(phase.ordinal());
    to.accept(position);
    to.accept(seenEpoch);
    to.accept(seenSequence);
    formerLeases.describe(to);
    to.accept(nonce);
    to.accept(barrierSentAt);
    to.accept(epoch);
    to.accept(nextSequence);
    to.accept(leaseFrom);
    to.accept(handOver);
    to.accept(tailThrough);
    inFlight.describe(to);
  }

  // --- asking ------------------------------------------------------------------------------------

  public Phase phase() {
    return phase;
  }

  /** The lowest offset that is not accounted for: where reading goes on. */
  public long position() {
    return position;
  }

  /** This owner's epoch; negative as long as it has none. */
  public long epoch() {
    return epoch;
  }

  /** The sequence number of the next append. */
  public long nextSequence() {
    return nextSequence;
  }

  /** How many appends are not acknowledged. */
  public int inFlight() {
    return inFlight.size();
  }

  /** Whether the tail is to be read, as {@link TabletActions#readTail} said. */
  public boolean readingTail() {
    return tailThrough >= position;
  }

  /** Whether a write may be taken. It may still turn out to be lost. */
  public boolean mayWrite() {
    return phase == Phase.SERVING;
  }

  /**
   * Whether what was looked up before this call may be answered: no other owner had acknowledged
   * anything by then.
   *
   * @param now taken after the look-up
   */
  public boolean mayRead(long now) {
    return phase == Phase.SERVING
        && (!safeguards.contains(Safeguard.READ_LEASE) || now - leaseFrom < lease);
  }

  /**
   * For how long reads are allowed if nothing more were acknowledged; not positive if they are not.
   */
  public long readableFor(long now) {
    return phase == Phase.SERVING ? leaseFrom + lease - now : 0;
  }

  // --- taking over -------------------------------------------------------------------------------

  /**
   * Begins to take the tablet over. The caller appends a barrier with this nonce.
   *
   * @param barrierNonce differs from that of every other attempt of any master
   */
  public void takeOver(long barrierNonce, long now) {
    require(phase == Phase.STANDBY);
    phase = Phase.FENCING;
    nonce = barrierNonce;
    barrierSentAt = now;
  }

  /**
   * The append of the barrier failed; it may still come to lie in the log. The caller sends
   * another.
   */
  public void barrierFailed(long barrierNonce) {
    if (phase == Phase.FENCING && nonce == barrierNonce) {
      phase = Phase.STANDBY;
    }
  }

  /** The barrier lies at this offset. */
  public void barrierAcked(long barrierNonce, long offset, long now, TabletActions actions) {
    if (phase == Phase.FENCING && nonce == barrierNonce) {
      phase = Phase.REPLAYING;
      epoch = offset;
      formerLeases.fenced(now);
      tick(now, actions);
    }
  }

  /** Tells the time; whatever waits for it goes on. */
  public void tick(long now, TabletActions actions) {
    if (phase == Phase.REPLAYING && position > epoch) {
      if (seenEpoch != epoch && safeguards.contains(Safeguard.EPOCHS)) {
        lose(Loss.FENCED, actions);
        return;
      }
      phase = Phase.WAITING;
    }
    if (phase == Phase.WAITING
        && (formerLeases.areOver(now) || !safeguards.contains(Safeguard.LEASE_WAIT))) {
      phase = Phase.SERVING;
      leaseFrom = barrierSentAt;
      actions.serve();
    }
  }

  // --- reading the log ---------------------------------------------------------------------------

  /**
   * The log was seen to end here, so what lies before had been sent by then, whenever it is read.
   *
   * @param end the offset of its next record
   * @param at not before it was seen
   */
  public void reached(long end, long at) {
    formerLeases.reached(end, at);
  }

  private void seenOfOthers(long offset, long now) {
    formerLeases.seen(offset, offset < epoch, now);
  }

  /** A barrier was read. */
  public void barrierSeen(long offset, long barrierNonce, long now, TabletActions actions) {
    if (offset < position) {
      return;
    }
    position = offset + 1;
    boolean mine =
        barrierNonce == nonce
            && (phase == Phase.FENCING || (phase == Phase.REPLAYING && offset == epoch));
    seenEpoch = offset;
    seenSequence = NONE;
    if (!mine) {
      seenOfOthers(offset, now);
      if (epoch != NONE && offset > epoch) {
        lose(Loss.FENCED, actions);
      }
    } else if (phase == Phase.FENCING) {
      // Seen before its acknowledgement came: it is as good as that.
      phase = Phase.REPLAYING;
      epoch = offset;
      formerLeases.fenced(now);
    }
    afterReading(now, actions);
  }

  /**
   * A record that bears an epoch and a sequence number was read.
   *
   * @return what it means for memory, and for the log
   */
  public Verdict entrySeen(
      long offset, long recordEpoch, long sequence, long now, TabletActions actions) {
    if (offset < position) {
      return Verdict.KNOWN;
    }
    position = offset + 1;
    if (recordEpoch > seenEpoch && recordEpoch < offset && safeguards.contains(Safeguard.EPOCHS)) {
      // Its barrier could not be read, and was there: the record proves it.
      seenEpoch = recordEpoch;
      seenSequence = NONE;
    }
    boolean counts =
        recordEpoch == seenEpoch && sequence > seenSequence
            || !safeguards.contains(Safeguard.EPOCHS);
    boolean own = epoch != NONE && recordEpoch == epoch;
    if (counts) {
      seenSequence = sequence;
      if (own) {
        account(sequence, actions);
      } else {
        seenOfOthers(offset, now);
      }
    }
    if (epoch != NONE && seenEpoch > epoch && offset > epoch) {
      lose(Loss.FENCED, actions);
    }
    afterReading(now, actions);
    if (counts) {
      return own ? Verdict.KNOWN : Verdict.APPLY;
    }
    return safeguards.contains(Safeguard.REASSERTION) ? Verdict.STALE : Verdict.KNOWN;
  }

  /** The last record of an owner that gave the tablet up was read. It answers no reads any more. */
  public void handOverSeen(
      long offset, long recordEpoch, long sequence, long now, TabletActions actions) {
    if (entrySeen(offset, recordEpoch, sequence, now, actions) == Verdict.APPLY) {
      formerLeases.givenUp();
    }
    tick(now, actions);
  }

  /** Reading came past this offset; what was not told is not there. */
  public void readThrough(long offset, long now, TabletActions actions) {
    if (offset >= position) {
      position = offset + 1;
      afterReading(now, actions);
    }
  }

  private void afterReading(long now, TabletActions actions) {
    if (phase == Phase.SERVING || phase == Phase.HANDING_OVER) {
      if (tailThrough != NONE && position > tailThrough) {
        tailThrough = NONE;
      }
      settle(actions);
    } else {
      tick(now, actions);
    }
  }

  // --- appending ---------------------------------------------------------------------------------

  /**
   * An append is about to be sent.
   *
   * @param now taken before it is sent: a lease counts from here
   * @return the sequence number that it bears, with {@link #epoch()}
   */
  public long appending(long now, TabletActions actions) {
    require(phase == Phase.SERVING);
    return append(now, actions);
  }

  private long append(long now, TabletActions actions) {
    long sequence = nextSequence++;
    inFlight.add(sequence, now);
    if (!safeguards.contains(Safeguard.ACKNOWLEDGEMENT)) {
      actions.acknowledge(sequence);
    }
    return sequence;
  }

  /** Kafka acknowledged the append; a negative offset says that it did and does not know where. */
  public void acked(long sequence, long offset, TabletActions actions) {
    if (phase != Phase.SERVING && phase != Phase.HANDING_OVER) {
      return;
    }
    InFlight.Sent sent = inFlight.find(sequence);
    if (sent == null) {
      return;
    }
    if (!safeguards.contains(Safeguard.CONTIGUOUS_OFFSETS)) {
      position = Math.max(position, offset + 1);
      release(sent, actions);
      return;
    }
    if (offset < position) {
      // It lies where reading has been, and was not found there to count.
      inFlight.remove(sent);
      actions.repeat(sequence);
      return;
    }
    sent.lies(offset);
    if (!readingTail()) {
      settle(actions);
    }
  }

  /** The append failed, or nobody knows whether it did. */
  public void failed(long sequence, TabletActions actions) {
    InFlight.Sent sent = inFlight.find(sequence);
    if (sent != null && (phase == Phase.SERVING || phase == Phase.HANDING_OVER)) {
      inFlight.remove(sent);
      actions.repeat(sequence);
    }
  }

  /**
   * Gives the tablet up: no read and no write from here on. The caller appends a hand-over record
   * with the sequence number. To be called when nothing is in flight; again, if that append is to
   * be repeated.
   */
  public long handOver(long now, TabletActions actions) {
    require((phase == Phase.SERVING || phase == Phase.HANDING_OVER) && inFlight.size() == 0);
    phase = Phase.HANDING_OVER;
    handOver = append(now, actions);
    return handOver;
  }

  /**
   * Accounts for what is acknowledged and follows on; asks for the tail where something is between.
   */
  private void settle(TabletActions actions) {
    while (phase == Phase.SERVING || phase == Phase.HANDING_OVER) {
      InFlight.Sent next = inFlight.lowest(position);
      if (next == null) {
        return;
      }
      if (next.offset() > position) {
        if (next.offset() - 1 > tailThrough) {
          tailThrough = next.offset() - 1;
          actions.readTail(position, tailThrough);
        }
        return;
      }
      inFlight.remove(next);
      boolean inItsPlace = next.offset() == position;
      position = Math.max(position, next.offset() + 1);
      if (inItsPlace && next.sequence > seenSequence) {
        seenSequence = next.sequence;
        release(next, actions);
      } else {
        actions.repeat(next.sequence);
      }
    }
  }

  /** An own record was read and counts. */
  private void account(long sequence, TabletActions actions) {
    InFlight.Sent sent = inFlight.find(sequence);
    if (sent != null) {
      release(sent, actions);
    }
  }

  private void release(InFlight.Sent sent, TabletActions actions) {
    inFlight.remove(sent);
    leaseFrom = Math.max(leaseFrom, sent.at);
    if (sent.sequence == handOver) {
      lose(Loss.HANDED_OVER, actions);
    } else if (safeguards.contains(Safeguard.ACKNOWLEDGEMENT)) {
      actions.acknowledge(sent.sequence);
    }
  }

  private void lose(Loss reason, TabletActions actions) {
    if (phase != Phase.LOST) {
      phase = Phase.LOST;
      inFlight.clear();
      actions.lose(reason);
    }
  }

  private void require(boolean held) {
    if (!held) {
      throw new IllegalStateException("a tablet that is " + phase + " was asked to do otherwise");
    }
  }
}
