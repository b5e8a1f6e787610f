package dev.vireo.multipath.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name by which a host knows a storage device, exactly as the host prints it.
 *
 * <p>Seven schemes exist: {@code naa.}, {@code eui.}, {@code uuid.} (NVMe over a network), {@code
 * sym.} (old Symmetrix arrays) and {@code vml.} are followed by lower-case hex digits, {@code mpx.}
 * by a runtime name ({@code vmhba1:C0:T4:L0}), {@code t10.} by letters, digits and {@code _ . : -}.
 * Nothing that means something to a shell is in any of them.
 *
 * <p>Captures in which a name was masked by hand ({@code naa.60060xxxx}) do not fit: they are read
 * offline as text, and no command is ever made from them.
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

  private static final List<String> HEX_SCHEMES = List.of("naa.", "eui.", "uuid.", "sym.", "vml.");

  /** Longer than any name seen (t10 names of 73), short enough to sit in a step's id. */
  public static final int MAX_LENGTH = 180;

  private static final String EXAMPLE =
      "a device id is naa., eui., uuid., sym. or vml. and lower-case hex digits, t10. and letters,"
          + " digits or _.:-, or mpx. and a runtime name, e.g."
          + " naa.60050768018086a3d800000000000062";

  /** How the name was made. It says nothing about where the device is: local disks have naa too. */
  public enum Scheme {
    NAA,
    EUI,
    T10,
    MPX,
    VML,
    UUID,
    SYM
  }

  public DeviceId {
    check("device", value);
  }

  /**
   * The id that the text spells.
   *
   * @throws MalformedValue naming the place of the first character that does not fit
   */
  public static DeviceId parse(String text) {
    return new DeviceId(text);
  }

  /** The id that the text spells, or nothing where it spells none. */
  public static Optional<DeviceId> tryParse(String text) {
    return fault(text) == null ? Optional.of(new DeviceId(text)) : Optional.empty();
  }

  public Scheme scheme() {
    return switch (value.charAt(0)) {
      case 'n' -> Scheme.NAA;
      case 'e' -> Scheme.EUI;
      case 't' -> Scheme.T10;
      case 'm' -> Scheme.MPX;
      case 'u' -> Scheme.UUID;
      case 's' -> Scheme.SYM;
      default -> Scheme.VML;
    };
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static void check(String field, String text) {
    Fault fault = fault(text);
    if (fault != null) {
      throw new MalformedValue(field, text, fault.position(), fault.problem(), EXAMPLE);
    }
  }

  private record Fault(int position, String problem) {}

  private static @Nullable Fault fault(String text) {
    if (text.length() > MAX_LENGTH) {
      return new Fault(MAX_LENGTH + 1, "longer than " + MAX_LENGTH + " characters");
    }
    boolean hex = HEX_SCHEMES.stream().anyMatch(text::startsWith);
    boolean t10 = text.startsWith("t10.");
    boolean mpx = text.startsWith("mpx.");
    if (!hex && !t10 && !mpx) {
      return new Fault(1, "does not begin with naa., eui., uuid., sym., t10., mpx. or vml.");
    }
    int begin = text.indexOf('.') + 1;
    if (text.length() == begin) {
      return new Fault(begin + 1, "nothing follows the prefix");
    }
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ok =
          hex
              ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')
              : (c >= '0' && c <= '9')
                  || (c >= 'A' && c <= 'Z')
                  || (c >= 'a' && c <= 'z')
                  || "_.:-".indexOf(c) >= 0;
      if (!ok) {
        return new Fault(
            i + 1,
            "character '"
                + MalformedValue.shown(c)
                + "' is not allowed"
                + (hex ? " among hex digits" : ""));
      }
    }
    if (mpx && RuntimeName.tryParse(text.substring(4)).isEmpty()) {
      return new Fault(5, "no runtime name follows mpx.");
    }
    return null;
  }
}
