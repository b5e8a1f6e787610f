package dev.vireo.ramcloud.command;

import dev.vireo.ramcloud.wire.resp.Args;

/**
 * Where a command's keys stand among its words.
 *
 * @param first the first key's word; 0: there is none
 * @param last the last one's; negative counts from the end (-1 is the last word); of a counted
 *     range it is ignored
 * @param step from a key to the next
 * @param counter the word that says how many keys there are; 0: none does
 * @param listed whether words such as READ table key tell where the keys are, so that a client has
 *     to ask COMMAND GETKEYS
 */
public record KeyRange(int first, int last, int step, int counter, boolean listed) {
  public static final KeyRange NONE = new KeyRange(0, 0, 0, 0, false);
  public static final KeyRange FIRST = range(1, 1, 1);
  public static final KeyRange SECOND = range(2, 2, 1);
  public static final KeyRange ALL = range(1, -1, 1);

  public static KeyRange range(int first, int last, int step) {
    return new KeyRange(first, last, step, 0, false);
  }

  /** As many keys as the word {@code counter} says, from {@code first} on. */
  public static KeyRange counted(int counter, int first, int step) {
    return new KeyRange(first, 0, step, counter, false);
  }

  /**
   * The third word, and then, as {@code READ table key version}, {@code WRITE table key value [KEYS
   * count key ...]} and {@code REMOVE table key} follow each other, the third of each, up to {@code
   * REQ}.
   */
  public static KeyRange listedFrom(int first) {
    return new KeyRange(first, first, 1, 0, true);
  }

  /** How far the next key is from that of word {@code i}; beyond the words behind the last one. */
  public int stepAt(Args args, int i) {
    if (!listed) {
      return step;
    }
    int operation = i - 2;
    int next = operation + (args.is(operation, "REMOVE") ? 3 : 4);
    if (next < args.count() && args.is(operation, "WRITE") && args.is(next, "KEYS")) {
      next += 2 + (int) Math.min(args.count(), Words.countOr(args, next + 1, 0));
    }
    return next < args.count() && args.is(next, "REQ") ? args.count() : next - operation;
  }

  /** The word of the last key of these words, or less than {@link #first} where there is none. */
  public int lastOf(Args args) {
    if (first == 0) {
      return -1;
    }
    if (listed) {
      return args.count() - 1;
    }
    if (counter > 0) {
      long count = Words.countOr(args, counter, 0);
      long end = first + (count - 1) * step;
      return end < args.count() ? (int) end : first + (args.count() - 1 - first) / step * step;
    }
    return last < 0 ? args.count() + last : last;
  }
}
