package dev.vireo.ramcloud.tablet;

import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An owner's appends that were sent and are not accounted for, in the order of their numbers. */
final class InFlight {

  private static final long NONE = -1;

  /** An append on its way. */
  static final class Sent {
    final long sequence;
    final long at;
    private long offset = NONE;

    private Sent(long sequence, long at) {
      this.sequence = sequence;
      this.at = at;
    }

    /** Where it lies; negative as long as that is not known. */
    long offset() {
      return offset;
    }

    /** Kafka says where it lies. */
    void lies(long where) {
      offset = where;
    }
  }

  private final ArrayDeque<Sent> appends = new ArrayDeque<>();

  void add(long sequence, long at) {
    appends.add(new Sent(sequence, at));
  }

  void addAll(InFlight others) {
    for (Sent sent : others.appends) {
      Sent copied = new Sent(sent.sequence, sent.at);
      copied.offset = sent.offset;
      appends.add(copied);
    }
  }

  void remove(Sent sent) {
    appends.remove(sent);
  }

  void clear() {
    appends.clear();
  }

  int size() {
    return appends.size();
  }

  /** The append of this number; nearly always the first. */
  @Nullable Sent find(long sequence) {
    Sent first = appends.peek();
    if (first == null || first.sequence == sequence) {
      return first;
    }
    for (Sent sent : appends) {
      if (sent.sequence == sequence) {
        return sent;
      }
    }
    return null;
  }

  /**
   * The one with the lowest offset; nearly always the first.
   *
   * @param position below which there is none
   */
  @Nullable Sent lowest(long position) {
    Sent first = appends.peek();
    if (first == null || first.offset == position) {
      return first;
    }
    Sent lowest = null;
    for (Sent sent : appends) {
      if (sent.offset != NONE && (lowest == null || sent.offset < lowest.offset)) {
        lowest = sent;
      }
    }
    return lowest;
  }

  void describe(LongConsumer to) {
    for (Sent sent : appends) {
      to.accept(sent.sequence);
      to.accept(sent.at);
      to.accept(sent.offset);
    }
  }
}
