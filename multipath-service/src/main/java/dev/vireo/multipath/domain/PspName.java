package dev.vireo.multipath.domain;

import java.util.Optional;

/**
 * The name of a path selection plug-in, which chooses the path for each I/O. The set is open:
 * storage vendors bring their own ({@code DELL_PSP_EQL_ROUTED}).
 *
 * @param value as the host prints it: upper-case letters, digits and _
 */
public record PspName(String value) implements Comparable<PspName> {

  public static final PspName FIXED = new PspName("VMW_PSP_FIXED");
  public static final PspName FIXED_AP = new PspName("VMW_PSP_FIXED_AP");
  public static final PspName MRU = new PspName("VMW_PSP_MRU");
  public static final PspName ROUND_ROBIN = new PspName("VMW_PSP_RR");

  public PspName {
    PluginNames.check("psp", value, "VMW_PSP_RR");
  }

  /**
   * @throws MalformedValue naming the place of the first character that does not fit
   */
  public static PspName parse(String text) {
    return new PspName(text);
  }

  public static Optional<PspName> tryParse(String text) {
    return PluginNames.fits(text) ? Optional.of(new PspName(text)) : Optional.empty();
  }

  /** Whether VMware ships it; any other is a storage vendor's own. */
  public boolean isVmware() {
    return value.startsWith("VMW_");
  }

  @Override
  public int compareTo(PspName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
