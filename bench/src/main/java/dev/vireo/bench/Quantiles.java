package dev.vireo.bench;

import java.util.Arrays;

/** Quantiles of measured durations, by nearest rank: each is a duration that was really seen. */
public final class Quantiles {

  private final long[] sorted;

  private Quantiles(long[] sorted) {
    this.sorted = sorted;
  }

  /** Of these, in any order; at least one. */
  public static Quantiles of(long... durations) {
    if (durations.length == 0) {
      throw new IllegalArgumentException("no duration, no quantile");
    }
    long[] sorted = durations.clone();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /**
   * The least duration that this share of all does not exceed.
   *
   * @param share over 0 and at most 1, such as 0.99
   */
  public long at(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is over 0 and at most 1, not " + share);
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1];
  }
}
