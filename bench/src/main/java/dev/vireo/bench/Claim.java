package dev.vireo.bench;

import java.util.Locale;

/**
 * What the project says of itself, held against what was measured.
 *
 * @param what is measured, with its unit
 * @param measured the figure of this run
 * @param bound what it must keep to
 * @param side which side of the bound is the good one
 */
public record Claim(String what, double measured, double bound, Side side) {

  /** Which side of the bound is the good one. */
  public enum Side {
    AT_LEAST(">="),
    AT_MOST("<=");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }
  }

  public static Claim atLeast(String what, double measured, double bound) {
    return new Claim(what, measured, bound, Side.AT_LEAST);
  }

  public static Claim atMost(String what, double measured, double bound) {
    return new Claim(what, measured, bound, Side.AT_MOST);
  }

  /** Whether this run keeps to it. */
  public boolean met() {
    return switch (side) {
      case AT_LEAST -> measured >= bound;
      case AT_MOST -> measured <= bound;
    };
  }

  /** One line for a person. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "claim: %s %s %.2f; measured %.2f: %s",
        what,
        side.sign,
        bound,
        measured,
        met() ? "met" : "NOT MET");
  }
}
