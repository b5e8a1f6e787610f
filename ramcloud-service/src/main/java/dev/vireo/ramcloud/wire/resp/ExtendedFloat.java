package dev.vireo.ramcloud.wire.resp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that INCRBYFLOAT adds: Redis does it in the x87 format (64 bits of mantissa) and
 * prints 17 places after the point, so both are done here exactly, that the same texts come out.
 */
public final class ExtendedFloat {
  /** Longer texts are no numbers (Redis's MAX_LONG_DOUBLE_CHARS). */
  private static final int MAX_CHARACTERS = 5 * 1024;

  private static final int MANTISSA_BITS = 64;
  private static final int PLACES = 17;
  private static final int MAX_EXPONENT = 16_383;

  /** What is not above it rounds to zero: half of the smallest number of the format. */
  private static final BigDecimal TOO_SMALL =
      BigDecimal.ONE.divide(BigDecimal.TWO.pow(MAX_EXPONENT + MANTISSA_BITS - 1));

  /** Texts have fewer digits than this, so no digits make up for a larger exponent. */
  private static final BigInteger MOST_EXPONENT = BigInteger.valueOf(40_000);

  private static final Pattern DECIMAL =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:[eE]([+-]?\\d+))?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile(
          "([+-]?)0[xX](?=\\.?\\p{XDigit})(\\p{XDigit}*)\\.?(\\p{XDigit}*)(?:[pP]([+-]?\\d+))?");
  private static final Pattern INFINITE =
      Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

  private ExtendedFloat() {}

  /** Whether the text means a number without end. */
  public static boolean isInfinite(String text) {
    return INFINITE.matcher(text).matches();
  }

  /**
   * The number, rounded to the format; null where the text is none, or one that is too large, or so
   * small that it would be zero.
   */
  public static @Nullable BigDecimal parse(String text) {
    if (text.length() >= MAX_CHARACTERS) {
      return null;
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      return scaled(new BigDecimal(decimal.group(1)), BigDecimal.TEN, decimal.group(2), 0);
    }
    Matcher hexadecimal = HEXADECIMAL.matcher(text);
    if (hexadecimal.matches()) {
      String fraction = hexadecimal.group(3);
      String digits = hexadecimal.group(1) + hexadecimal.group(2) + fraction;
      return scaled(
          new BigDecimal(new BigInteger(digits, 16)),
          BigDecimal.TWO,
          hexadecimal.group(4),
          -4 * fraction.length());
    }
    return null;
  }

  private static @Nullable BigDecimal scaled(
      BigDecimal digits, BigDecimal base, @Nullable String power, int places) {
    BigInteger exponent = power == null ? BigInteger.ZERO : new BigInteger(power);
    if (digits.signum() == 0) {
      return digits;
    }
    if (exponent.abs().compareTo(MOST_EXPONENT) > 0) {
      return null;
    }
    int shift = exponent.intValue() + places;
    return inRange(shift >= 0 ? digits.multiply(base.pow(shift)) : digits.divide(base.pow(-shift)));
  }

  private static @Nullable BigDecimal inRange(BigDecimal exact) {
    if (exact.signum() != 0 && exact.abs().compareTo(TOO_SMALL) <= 0) {
      return null;
    }
    BigDecimal rounded = round(exact);
    return isTooLarge(rounded) ? null : rounded;
  }

  /** The sum in the format; null where that would be without end. */
  public static @Nullable BigDecimal add(BigDecimal a, BigDecimal b) {
    BigDecimal sum = round(a.add(b));
    return isTooLarge(sum) ? null : sum;
  }

  /** 17 places after the point, less the zeros at the end. */
  public static String text(BigDecimal value) {
    String text = value.setScale(PLACES, RoundingMode.HALF_EVEN).toPlainString();
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    if (text.charAt(end - 1) == '.') {
      end--;
    }
    String trimmed = text.substring(0, end);
    return trimmed.equals("-0") ? "0" : trimmed;
  }

  private static boolean isTooLarge(BigDecimal value) {
    return value.toBigInteger().bitLength() > MAX_EXPONENT + 1;
  }

  private static BigDecimal round(BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    // value = numerator / denominator; shift it until exactly 64 bits stand before the point.
    BigInteger numerator = value.unscaledValue().abs();
    BigInteger denominator = BigInteger.ONE;
    if (value.scale() > 0) {
      denominator = BigInteger.TEN.pow(value.scale());
    } else {
      numerator = numerator.multiply(BigInteger.TEN.pow(-value.scale()));
    }
    int shift = MANTISSA_BITS - (numerator.bitLength() - denominator.bitLength());
    BigInteger mantissa = quotient(numerator, denominator, shift);
    while (mantissa.bitLength() > MANTISSA_BITS) {
      shift--;
      mantissa = quotient(numerator, denominator, shift);
      if (mantissa.bitLength() == MANTISSA_BITS + 1 && mantissa.bitCount() == 1) {
        break;
      }
    }
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal scaled =
        shift >= 0
            ? new BigDecimal(mantissa).divide(two.pow(shift))
            : new BigDecimal(mantissa.shiftLeft(-shift));
    return value.signum() < 0 ? scaled.negate() : scaled;
  }

  /** numerator * 2^shift / denominator, rounded to the nearest, a half to even. */
  private static BigInteger quotient(BigInteger numerator, BigInteger denominator, int shift) {
    BigInteger over = shift >= 0 ? numerator.shiftLeft(shift) : numerator;
    BigInteger under = shift >= 0 ? denominator : denominator.shiftLeft(-shift);
    BigInteger[] parts = over.divideAndRemainder(under);
    int half = parts[1].shiftLeft(1).compareTo(under);
    boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
    return up ? parts[0].add(BigInteger.ONE) : parts[0];
  }
}
