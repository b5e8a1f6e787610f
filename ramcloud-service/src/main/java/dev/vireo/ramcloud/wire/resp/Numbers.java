package dev.vireo.ramcloud.wire.resp;

/** Whole numbers as Redis reads and writes them: no sign but a minus, no leading zero, no space. */
public final class Numbers {
  /** The most characters that a long has. */
  public static final int LONG_CHARACTERS = 20;

  private Numbers() {}

  /** Whether the text is a whole number of 64 bits in its one canonical form. */
  public static boolean isLong(long address, int length) {
    if (length == 0 || length > LONG_CHARACTERS) {
      return false;
    }
    boolean negative = OffHeap.byteAt(address) == '-';
    int digits = negative ? length - 1 : length;
    long first = negative ? address + 1 : address;
    if (digits == 0 || digits > 19) {
      return false;
    }
    int head = OffHeap.byteAt(first);
    if (head == '0') {
      return digits == 1 && !negative;
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = OffHeap.byteAt(first + i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    // Nineteen digits stay below 2^64: one that went over 2^63 - 1 shows as negative.
    return value >= 0 || (negative && value == Long.MIN_VALUE);
  }

  /** The number that {@link #isLong} said is there. */
  public static long longOf(long address, int length) {
    boolean negative = OffHeap.byteAt(address) == '-';
    long value = 0;
    for (int i = negative ? 1 : 0; i < length; i++) {
      value = value * 10 + (OffHeap.byteAt(address + i) - '0');
    }
    return negative ? -value : value;
  }

  /** How many characters {@link #write} writes. */
  public static int width(long value) {
    if (value == Long.MIN_VALUE) {
      return LONG_CHARACTERS;
    }
    int width = value < 0 ? 2 : 1;
    for (long rest = Math.abs(value) / 10; rest > 0; rest /= 10) {
      width++;
    }
    return width;
  }

  /** Writes the number and gives how many characters it took. */
  public static int write(long value, long address) {
    int width = width(value);
    long at = address + width;
    long rest = value;
    do {
      OffHeap.putByte(--at, (int) ('0' + Math.abs(rest % 10)));
      rest /= 10;
    } while (rest != 0);
    if (value < 0) {
      OffHeap.putByte(address, '-');
    }
    return width;
  }
}
