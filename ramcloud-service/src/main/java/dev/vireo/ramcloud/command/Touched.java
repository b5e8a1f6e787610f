package dev.vireo.ramcloud.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request touched of durable tables, and what its reply has to wait for. Each {@link
 * Dispatcher} has one, pointed anew for every request, so that a read makes no garbage; who has to
 * wait takes a {@link #copy}.
 */
public final class Touched {
  private static final int NONE = -1;

  private int slot = NONE;
  private @Nullable List<Integer> several;
  private long group;
  private boolean wrote;
  private Call.@Nullable Later later;

  Touched() {}

  /** Nothing: the reply may go. */
  Touched nothing() {
    return point(NONE, null, 0, false, null);
  }

  /** The reply is brought by somebody else. */
  Touched later(Call.Later bringing) {
    return point(NONE, null, 0, false, bringing);
  }

  /** The tablet of a slot. */
  Touched tablet(int ofSlot, long upTo, boolean changed) {
    return point(ofSlot, null, upTo, changed, null);
  }

  /** The tablets of these slots. */
  Touched tablets(List<Integer> ofSlots, long upTo, boolean changed) {
    return point(NONE, ofSlots, upTo, changed, null);
  }

  private Touched point(
      int ofSlot,
      @Nullable List<Integer> ofSlots,
      long upTo,
      boolean changed,
      Call.@Nullable Later bringing) {
    slot = ofSlot;
    several = ofSlots;
    group = upTo;
    wrote = changed;
    later = bringing;
    return this;
  }

  /** One that stays as this is now. */
  public Touched copy() {
    return new Touched().point(slot, several, group, wrote, later);
  }

  /** How many tablets; none where only tables in memory were touched. */
  public int tablets() {
    List<Integer> many = several;
    return many != null ? many.size() : slot == NONE ? 0 : 1;
  }

  /** A slot of the {@code i}-th tablet. */
  public int slot(int i) {
    List<Integer> many = several;
    return many == null ? slot : many.get(i);
  }

  /** The group of the shard that has to be durable before the reply goes; 0: none. */
  public long group() {
    return group;
  }

  /** Whether the request changed something: it must not be done again unasked. */
  public boolean wrote() {
    return wrote;
  }

  /** What brings the reply; null: it is written. */
  public Call.@Nullable Later later() {
    return later;
  }
}
