package dev.vireo.ramcloud.wire.resp;

/** Floating-point numbers of 64 bits as RESP writes them. */
public final class Doubles {
  private Doubles() {}

  /** The shortest text that reads back as the same number; a whole one without a fraction. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e17) {
      return value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value);
    }
    return Double.toString(value).replace("E", "e");
  }
}
