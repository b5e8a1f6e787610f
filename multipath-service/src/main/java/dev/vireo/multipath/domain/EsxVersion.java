package dev.vireo.multipath.domain;

import java.util.Comparator;

/**
 * The product that a host runs.
 *
 * @param product {@code VMware ESX} or {@code VMware ESXi}
 * @param build as printed, e.g. {@code 1331820}; empty where not told
 */
public record EsxVersion(String product, int major, int minor, int patch, String build)
    implements Comparable<EsxVersion> {

  private static final Comparator<EsxVersion> ORDER =
      Comparator.comparingInt(EsxVersion::major)
          .thenComparingInt(EsxVersion::minor)
          .thenComparingInt(EsxVersion::patch);

  public static EsxVersion of(int major, int minor, int patch) {
    return new EsxVersion("VMware ESXi", major, minor, patch, "");
  }

  /**
   * Reads {@code 6.7} or {@code 6.7.0}.
   *
   * @throws MalformedValue where the text is no such number
   */
  public static EsxVersion parse(String product, String text, String build) {
    String[] parts = text.strip().split("\\.", -1);
    int[] numbers = new int[3];
    boolean ok = parts.length >= 2 && parts.length <= 4;
    for (int i = 0; ok && i < Math.min(parts.length, 3); i++) {
      String part = parts[i];
      ok =
          !part.isEmpty() && part.length() <= 4 && part.chars().allMatch(c -> c >= '0' && c <= '9');
      numbers[i] = ok ? Integer.parseInt(part) : 0;
    }
    if (!ok) {
      throw new MalformedValue(
          "version", text, 0, "is no product version", "a version is like 6.7.0");
    }
    return new EsxVersion(product, numbers[0], numbers[1], numbers[2], build);
  }

  /** Whether this is the given release or a later one. */
  public boolean atLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  /** Product releases are ordered; builds of one release are not. */
  @Override
  public int compareTo(EsxVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return product + " " + major + "." + minor + "." + patch;
  }
}
