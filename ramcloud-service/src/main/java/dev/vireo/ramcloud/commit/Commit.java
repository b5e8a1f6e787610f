package dev.vireo.ramcloud.commit;

import dev.vireo.ramcloud.log.ClusterView;
import dev.vireo.ramcloud.store.KeySlot;
import dev.vireo.ramcloud.store.RequestId;
import dev.vireo.ramcloud.store.Status;
import dev.vireo.ramcloud.store.TxOp;
import dev.vireo.ramcloud.store.TxResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One commit, as the topic tells of it up to some offset. It is committed by the record by which
 * the last of its tablets agrees, and aborted by the first that refuses or gives it up, whichever
 * lies first: what comes after that changes nothing. So all who read the topic agree on it.
 */
public final class Commit {
  private final long offset;
  private final CommitRecord.Request request;
  private final SortedMap<Integer, List<Integer>> parts = new TreeMap<>();
  private final Set<Integer> agreed = new TreeSet<>();
  private final Set<Integer> settled = new TreeSet<>();
  private final Long[] versions;
  private final int home;
  private boolean committed;
  private @Nullable TxResult answer;

  Commit(long offset, CommitRecord.Request request, int tablets) {
    this.offset = offset;
    this.request = request;
    this.versions = new Long[request.ops().size()];
    int first = -1;
    for (int i = 0; i < request.ops().size(); i++) {
      int tablet = ClusterView.tabletOf(KeySlot.of(request.ops().get(i).key()), tablets);
      first = first < 0 ? tablet : first;
      parts.computeIfAbsent(tablet, t -> new ArrayList<>()).add(i);
    }
    this.home = first;
  }

  private Commit(Commit other) {
    this.offset = other.offset;
    this.request = other.request;
    this.parts.putAll(other.parts);
    this.agreed.addAll(other.agreed);
    this.settled.addAll(other.settled);
    this.versions = other.versions.clone();
    this.home = other.home;
    this.committed = other.committed;
    this.answer = other.answer;
  }

  Commit copy() {
    return new Commit(this);
  }

  /** Its name: where its request lies. */
  public long offset() {
    return offset;
  }

  long nonce() {
    return request.nonce();
  }

  @Nullable RequestId id() {
    return request.id();
  }

  /** The tablets that have a part in it. */
  public Set<Integer> tablets() {
    return parts.keySet();
  }

  /** The tablet that keeps how a request that bears a name ended: that of the first operation. */
  int home() {
    return home;
  }

  /** The tablet's part. */
  List<TxOp> ops(int tablet) {
    return parts.getOrDefault(tablet, List.of()).stream().map(request.ops()::get).toList();
  }

  /** An operation of a tablet's part, counted within the commit. */
  int operation(int tablet, int ofPart) {
    List<Integer> part = parts.getOrDefault(tablet, List.of());
    return ofPart >= 0 && ofPart < part.size() ? part.get(ofPart) : -1;
  }

  boolean hasAgreed(int tablet) {
    return agreed.contains(tablet);
  }

  /** How it ended; null as long as it is not decided. */
  public @Nullable TxResult answer() {
    return answer;
  }

  /** Whether it is decided that all is done. */
  public boolean isCommitted() {
    return committed;
  }

  /** Whether how it ended is to be kept at home, for who asks again. */
  boolean isKept() {
    return request.id() != null
        && (committed || (answer instanceof TxResult.Aborted aborted && aborted.isVerdict()));
  }

  /**
   * Whether the tablet has yet to say that its log has the decision. Of an aborted commit none need
   * say so: what nobody knows of any more is aborted.
   */
  boolean awaits(int tablet) {
    return !settled.contains(tablet)
        && (committed ? parts.containsKey(tablet) : isKept() && tablet == home);
  }

  /** Whether nobody needs it any more. */
  public boolean isOver() {
    return answer != null && parts.keySet().stream().noneMatch(this::awaits);
  }

  void agree(int tablet, List<Long> planned) {
    List<Integer> part = parts.get(tablet);
    if (answer != null || part == null || part.size() != planned.size()) {
      return;
    }
    for (int i = 0; i < part.size(); i++) {
      versions[part.get(i)] = planned.get(i);
    }
    agreed.add(tablet);
    if (agreed.size() == parts.size()) {
      committed = true;
      answer = new TxResult.Committed(List.of(versions));
    }
  }

  void refuse(TxResult why) {
    if (answer == null) {
      answer = why;
    }
  }

  void giveUp() {
    refuse(new TxResult.Aborted(-1, Status.RETRY, 0));
  }

  void settle(int tablet) {
    settled.add(tablet);
  }

  /** Tells everything that its further course depends on. */
  void describe(LongConsumer to) {
    to.accept(offset);
    to.accept(committed ? 2 : answer != null ? 1 : 0);
    agreed.forEach(to::accept);
    to.accept(-1);
    settled.forEach(to::accept);
    to.accept(-1);
  }
}
