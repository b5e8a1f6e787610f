package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.log.ShardTablets;
import dev.vireo.ramcloud.log.Standing;
import dev.vireo.ramcloud.log.Waiter;
import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Shard;
import dev.vireo.ramcloud.store.SlotRange;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.TxId;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits over several tablets at one master: asks for those that its clients want, and does its
 * tablets' part of all. What is to be done follows from the topic, the shard and time alone, and is
 * looked for anew with every batch, so nothing is lost by a send that failed or an owner that
 * changed. On the shard's thread, but for {@link #start} and {@link #close}.
 */
public final class CommitDesk implements Commits, AutoCloseable {

  /** After this time who asked gives a commit up. */
  private static final long GIVE_UP_NANOS = 2_000_000_000L;

  /** After this time those who hold objects for it do. */
  private static final long ORPHANED_NANOS = 3_000_000_000L;

  /** How long it takes at least until something is said again. */
  private static final long AGAIN_NANOS = 500_000_000L;

  private static final long CUT_EVERY_NANOS = 10_000_000_000L;

  /** What this master has done for a commit, and when last. */
  private static final class Work {
    final long since;
    final Map<Integer, Long> at = new HashMap<>();
    long givenUpAt;

    Work(long now) {
      since = now;
      givenUpAt = now - AGAIN_NANOS;
    }

    /** Whether the tablet's turn has come, which it takes. */
    boolean takesTurn(int tablet, long now) {
      Long last = at.get(tablet);
      if (last != null && now - last < AGAIN_NANOS) {
        return false;
      }
      at.put(tablet, now);
      return true;
    }
  }

  /** A client that waits. */
  private static final class Asked {
    final Answer answer;
    final long since;
    long commit = -1;

    Asked(Answer answer, long since) {
      this.answer = answer;
      this.since = since;
    }
  }

  private final Shard shard;
  private final ShardTablets tablets;
  private final Executor loop;
  private final LongSupplier clock;
  private final IntSupplier count;
  private final long boundNanos;
  private final CommitTopic topic;
  private final Map<Long, Asked> asked = new HashMap<>();
  private final Map<Long, Work> works = new HashMap<>();
  private @Nullable CommitLedger ledger;
  private long cutAt;
  private volatile String damage = "";

  /**
   * A desk; nothing is read before {@link #start}.
   *
   * @param count how many tablets there are; 0 as long as that is not known
   */
  public CommitDesk(
      LogSettings settings, Shard shard, ShardTablets tablets, Executor loop, IntSupplier count) {
    this.shard = shard;
    this.tablets = tablets;
    this.loop = loop;
    this.clock = System::nanoTime;
    this.count = count;
    this.boundNanos = settings.writeBound().toNanos();
    this.topic = new CommitTopic(settings, () -> count.getAsInt() > 0, new Reading());
    this.cutAt = clock.getAsLong();
  }

  /** Starts following the topic; returns at once. */
  public void start() {
    topic.start();
  }

  /** Why commits cannot be read; empty if they can. */
  public String damage() {
    return damage;
  }

  @Override
  public void close() {
    topic.close();
  }

  // --- asking ------------------------------------------------------------------------------------

  @Override
  public void commit(List<TxOp> ops, @Nullable RequestId request, Answer answer) {
    if (!damage.isEmpty()) {
      answer.failed("CLUSTERDOWN commits over several tablets cannot be done: " + damage);
      return;
    }
    if (ledger == null) {
      answer.failed("TRYAGAIN this master has not read the commits of the others yet");
      return;
    }
    long nonce = ThreadLocalRandom.current().nextLong();
    asked.put(nonce, new Asked(answer, clock.getAsLong()));
    topic.append(new CommitRecord.Request(nonce, request, ops));
  }

  private void answer(CommitLedger known, long now) {
    for (Iterator<Asked> all = asked.values().iterator(); all.hasNext(); ) {
      Asked one = all.next();
      Commit commit = one.commit < 0 ? null : known.find(one.commit);
      TxResult ended = commit == null ? null : commit.answer();
      if (ended != null) {
        all.remove();
        one.answer.ended(ended);
      } else if (now - one.since > boundNanos) {
        all.remove();
        one.answer.failed(
            "UNKNOWN whether the commit was done: Kafka did not tell within %d ms; it may be done yet"
                .formatted(boundNanos / 1_000_000));
      } else if (commit != null && now - one.since > GIVE_UP_NANOS) {
        giveUp(commit, now);
      }
    }
  }

  private void giveUp(Commit commit, long now) {
    Work work = work(commit, now);
    if (now - work.givenUpAt >= AGAIN_NANOS) {
      work.givenUpAt = now;
      topic.append(new CommitRecord.GivenUp(commit.offset()));
    }
  }

  // --- reading -----------------------------------------------------------------------------------

  /** Brings what is read to the shard's thread. */
  private final class Reading implements CommitTopic.Sink {
    @Override
    public CompletableFuture<Void> begins(long from) {
      return CompletableFuture.runAsync(() -> begin(from), loop);
    }

    @Override
    public CompletableFuture<Void> read(List<CommitTopic.Placed> records, long next) {
      return CompletableFuture.runAsync(() -> take(records, next), loop);
    }

    @Override
    public void damaged(String why) {
      damage = why;
    }
  }

  private void begin(long from) {
    ledger = new CommitLedger(count.getAsInt(), from);
  }

  private void take(List<CommitTopic.Placed> records, long next) {
    CommitLedger known = ledger;
    if (known == null) {
      return;
    }
    long now = clock.getAsLong();
    for (CommitTopic.Placed placed : records) {
      known.take(placed.offset(), placed.record());
      if (placed.record() instanceof CommitRecord.Request request) {
        Asked mine = asked.get(request.nonce());
        if (mine != null) {
          mine.commit = placed.offset();
        }
      }
    }
    known.readTo(next);
    answer(known, now);
    letGo(known);
    for (Commit commit : known.open()) {
      for (int tablet : commit.tablets()) {
        serve(known, commit, tablet, now);
      }
      if (commit.answer() == null && isOrphaned(commit, now)) {
        giveUp(commit, now);
      }
    }
    tidy(known, now);
  }

  /** Whether it holds objects here for longer than a commit takes. */
  private boolean isOrphaned(Commit commit, long now) {
    return now - work(commit, now).since > ORPHANED_NANOS
        && commit.tablets().stream().anyMatch(this::isServed);
  }

  private Work work(Commit commit, long now) {
    return works.computeIfAbsent(commit.offset(), offset -> new Work(now));
  }

  // --- the tablets' parts ------------------------------------------------------------------------

  private SlotRange range(int tablet) {
    return SlotRange.part(tablet, count.getAsInt());
  }

  private boolean isServed(int tablet) {
    int slot = range(tablet).first();
    return tablets.standing(slot) == Standing.SERVING && shard.owns(slot);
  }

  private void serve(CommitLedger known, Commit commit, int tablet, long now) {
    if (!isServed(tablet)) {
      return;
    }
    TxResult ended = commit.answer();
    if (ended == null) {
      // Whether a named request was asked before is its home's to say, before anybody else speaks.
      boolean mayJudge =
          commit.id() == null || tablet == commit.home() || commit.hasAgreed(commit.home());
      if (mayJudge && !commit.hasAgreed(tablet) && work(commit, now).takesTurn(tablet, now)) {
        judge(known, commit, tablet);
      }
    } else if (settle(commit, tablet, ended)
        && commit.awaits(tablet)
        && work(commit, now).takesTurn(-1 - tablet, now)) {
      // A former owner knows nothing of what came after it, so it must not speak for the tablet.
      whenTrue(tablet, () -> topic.append(new CommitRecord.Settled(commit.offset(), tablet)));
    }
  }

  /** Says whether the tablet's part can be done: when that is in its log, and this its owner. */
  private void judge(CommitLedger known, Commit commit, int tablet) {
    TxResult before = before(known, commit, tablet);
    TxResult found =
        before != null
            ? before
            : shard.transactions().prepare(new TxId(commit.offset()), commit.ops(tablet));
    if (found instanceof TxResult.Prepared(List<Long> versions)) {
      whenDurable(
          tablet, () -> topic.append(new CommitRecord.Agreed(commit.offset(), tablet, versions)));
    } else {
      TxResult answer =
          before == null && found instanceof TxResult.Aborted aborted
              ? within(commit, tablet, aborted)
              : found;
      whenTrue(
          tablet, () -> topic.append(new CommitRecord.Refused(commit.offset(), tablet, answer)));
    }
  }

  /** How a request that bears a name ended before, if this tablet is to know; null: it did not. */
  private @Nullable TxResult before(CommitLedger known, Commit commit, int tablet) {
    RequestId request = commit.id();
    if (request == null
        || tablet != commit.home()
        || shard.transactions().undecided(range(tablet)).contains(new TxId(commit.offset()))) {
      return null;
    }
    return known.isAskedBefore(commit)
        ? new TxResult.Aborted(-1, Status.RETRY, 0)
        : shard.transactions().known(range(tablet), request);
  }

  /** The objection of a tablet's part, as one of the commit. */
  private static TxResult within(Commit commit, int tablet, TxResult.Aborted ofPart) {
    // What comes behind a later one is never taken any more, here or at any other owner.
    Status status = ofPart.status() == Status.TX_OP_AFTER_COMMIT ? Status.RETRY : ofPart.status();
    return new TxResult.Aborted(
        commit.operation(tablet, ofPart.operation()), status, ofPart.version());
  }

  /** Brings the decision into the tablet; false where that must wait. */
  private boolean settle(Commit commit, int tablet, TxResult ended) {
    SlotRange range = range(tablet);
    RequestId request = commit.id();
    boolean kept = request != null && tablet == commit.home() && commit.isKept();
    if (!kept && !shard.held().any()) {
      return true;
    }
    if (!shard.beginGroup(range.first())) {
      return false;
    }
    try {
      boolean done =
          shard.transactions().decide(range, new TxId(commit.offset()), commit.isCommitted());
      if (done && kept && request != null) {
        shard.transactions().record(range, request, ended);
      }
      return done;
    } finally {
      var _ = shard.endGroup();
    }
  }

  /**
   * Lets go of parts that are not to be done: nobody waits for that, but for who wants the objects.
   * What everybody else has forgotten was not to be done, either.
   */
  private void letGo(CommitLedger known) {
    if (!shard.held().any()) {
      return;
    }
    for (SlotRange range : shard.served()) {
      if (tablets.standing(range.first()) == Standing.SERVING) {
        for (TxId id : shard.transactions().undecided(range)) {
          Commit commit = known.find(id.offset());
          boolean aborted =
              commit == null
                  ? known.isForgotten(id.offset())
                  : commit.answer() != null && !commit.isCommitted();
          if (aborted) {
            var _ = shard.transactions().decide(range, id, false);
          }
        }
      }
    }
  }

  /** When all that was done in the tablet is in its log; never, where it goes elsewhere first. */
  private void whenDurable(int tablet, Runnable then) {
    tablets.whenDurable(range(tablet).first(), shard.lastSequence(), new Then(then));
  }

  /** When what was found in the tablet was so: it is in its log, and nobody else owns it. */
  private void whenTrue(int tablet, Runnable then) {
    whenDurable(tablet, () -> tablets.whenReadable(range(tablet).first(), new Then(then)));
  }

  private record Then(Runnable next) implements Waiter {
    @Override
    public void done() {
      next.run();
    }

    @Override
    public void failed(String reason) {
      // It is looked at again, by whoever owns the tablet then.
    }
  }

  // --- what is over ------------------------------------------------------------------------------

  private void tidy(CommitLedger known, long now) {
    if (now - cutAt < CUT_EVERY_NANOS) {
      return;
    }
    cutAt = now;
    long below = known.cut();
    known.forgetBelow(below);
    works.keySet().removeIf(offset -> offset < below);
    for (SlotRange range : new ArrayList<>(shard.served())) {
      if (tablets.standing(range.first()) == Standing.SERVING) {
        shard.transactions().forgetBelow(range, new TxId(below));
      }
    }
    if (isServed(0)) {
      topic.cut(below);
    }
  }
}
