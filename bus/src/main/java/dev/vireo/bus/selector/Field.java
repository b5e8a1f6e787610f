package dev.vireo.bus.selector;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a comparison looks at. */
public sealed interface Field {

  /** The operators that make sense of it. */
  Set<Operator> operators();

  /** What is wrong with a value to compare with; empty: nothing. */
  Optional<String> objection(Operator operator, String value);

  /** A field that every host has, or every guest of one. */
  enum Fact implements Field {
    NAME(Kind.TEXT),
    ADDRESS(Kind.TEXT),
    PRODUCT(Kind.TEXT),
    VERSION(Kind.NUMBERS),
    BUILD(Kind.NUMBERS),
    STATE(Kind.STATE),
    GUEST(Kind.TEXT),
    VMID(Kind.TEXT),
    KIND(Kind.GUEST);

    private enum Kind {
      TEXT,
      NUMBERS,
      STATE,
      GUEST
    }

    private final Kind kind;

    Fact(Kind kind) {
      this.kind = kind;
    }

    /** The field's word in a selector. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Operator> operators() {
      return switch (kind) {
        case TEXT -> Operator.ON_TEXT;
        case NUMBERS -> Operator.ON_NUMBERS;
        case STATE, GUEST -> Operator.ON_STATE;
      };
    }

    /** Whether it is a guest's, and no host's. */
    public boolean isOfGuests() {
      return this == GUEST || this == VMID || this == KIND;
    }

    /** Whether values are dotted numbers, so that 6.10 comes after 6.7. */
    public boolean isNumeric() {
      return kind == Kind.NUMBERS;
    }

    @Override
    public Optional<String> objection(Operator operator, String value) {
      return switch (kind) {
        case TEXT ->
            value.isEmpty()
                ? Optional.of((this == ADDRESS ? "an " : "a ") + word())
                : Optional.empty();
        case NUMBERS ->
            operator == Operator.LIKE || DottedNumber.isOne(value)
                ? Optional.empty()
                : Optional.of(
                    this == VERSION ? "a version such as 6.7" : "a build such as 17700523");
        case STATE ->
            value.equals("reachable") || value.equals("unreachable")
                ? Optional.empty()
                : Optional.of("reachable or unreachable");
        case GUEST ->
            value.equals("container") || value.equals("vm")
                ? Optional.empty()
                : Optional.of("container or vm");
      };
    }

    @Override
    public String toString() {
      return word();
    }
  }

  /**
   * A tag.
   *
   * @param key its name
   */
  record Tag(String key) implements Field {

    /** A tag's name is not empty. */
    public Tag {
      if (key.isEmpty()) {
        throw new IllegalArgumentException("a tag has a name");
      }
    }

    @Override
    public Set<Operator> operators() {
      return Operator.ON_TAG;
    }

    @Override
    public Optional<String> objection(Operator operator, String value) {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "tag:" + Quoting.quoted(key);
    }
  }
}
