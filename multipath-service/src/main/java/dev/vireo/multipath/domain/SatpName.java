package dev.vireo.multipath.domain;

import java.util.Optional;
import java.util.Set;

/**
 * The name of a storage array type plug-in, which knows how an array fails over. The set is open.
 *
 * @param value as the host prints it: upper-case letters, digits and _
 */
public record SatpName(String value) implements Comparable<SatpName> {

  public static final SatpName ALUA = new SatpName("VMW_SATP_ALUA");
  public static final SatpName LOCAL = new SatpName("VMW_SATP_LOCAL");
  public static final SatpName SVC = new SatpName("VMW_SATP_SVC");

  /**
   * Arrays of which one controller owns a LUN and that do not speak ALUA. Source: VMware's SATP
   * descriptions (all default to most recently used).
   */
  private static final Set<String> ACTIVE_PASSIVE =
      Set.of("VMW_SATP_CX", "VMW_SATP_LSI", "VMW_SATP_MSA", "VMW_SATP_DEFAULT_AP");

  public SatpName {
    PluginNames.check("satp", value, "VMW_SATP_ALUA");
  }

  /**
   * @throws MalformedValue naming the place of the first character that does not fit
   */
  public static SatpName parse(String text) {
    return new SatpName(text);
  }

  public static Optional<SatpName> tryParse(String text) {
    return PluginNames.fits(text) ? Optional.of(new SatpName(text)) : Optional.empty();
  }

  /** Whether VMware ships it; any other is a storage vendor's own. */
  public boolean isVmware() {
    return value.startsWith("VMW_");
  }

  /** Whether it stands for active/passive arrays that do not speak ALUA. */
  public boolean activePassiveWithoutAlua() {
    return ACTIVE_PASSIVE.contains(value);
  }

  @Override
  public int compareTo(SatpName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
