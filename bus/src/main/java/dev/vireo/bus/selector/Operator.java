package dev.vireo.bus.selector;

import java.util.EnumSet;
import java.util.Set;

/** How a comparison compares. */
public enum Operator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  /** By a glob: {@code *} is any text, {@code ?} any one character. */
  LIKE("~"),
  IN("in"),
  /** The tag is there, whatever its value. */
  PRESENT("");

  static final Set<Operator> ON_TEXT = Set.copyOf(EnumSet.of(EQUAL, NOT_EQUAL, LIKE, IN));
  static final Set<Operator> ON_TAG = Set.copyOf(EnumSet.of(EQUAL, NOT_EQUAL, LIKE, IN, PRESENT));
  static final Set<Operator> ON_STATE = Set.copyOf(EnumSet.of(EQUAL, NOT_EQUAL, IN));
  static final Set<Operator> ON_NUMBERS = Set.copyOf(EnumSet.complementOf(EnumSet.of(PRESENT)));

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /** How it is written. */
  public String sign() {
    return sign;
  }
}
