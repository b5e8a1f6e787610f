package dev.vireo.ramcloud.store;

/**
 * The slots of a tablet, both ends included.
 *
 * @param first from 0
 * @param last to 16,383
 */
public record SlotRange(int first, int last) {
  /** Every slot. */
  public static final SlotRange ALL = new SlotRange(0, KeySlot.SLOTS - 1);

  public SlotRange {
    if (first < 0 || last < first || last >= KeySlot.SLOTS) {
      throw new IllegalArgumentException(
          "slots " + first + "-" + last + " are not within 0-" + (KeySlot.SLOTS - 1));
    }
  }

  /** The {@code index}-th of {@code count} ranges that cut all slots as evenly as can be. */
  public static SlotRange part(int index, int count) {
    return new SlotRange(
        (int) ((long) KeySlot.SLOTS * index / count),
        (int) ((long) KeySlot.SLOTS * (index + 1) / count) - 1);
  }

  /** Whether the slot is one of these. */
  public boolean contains(int slot) {
    return slot >= first && slot <= last;
  }

  /** Whether a slot is in both. */
  public boolean overlaps(SlotRange other) {
    return first <= other.last && other.first <= last;
  }
}
