package dev.vireo.simulator.estate;

/** The ESX releases that the data centre has, oldest first. */
public enum Release {
  ESX_4_1("VMware ESX", "4.1.0", "260247", "GA", 0),
  ESXI_5_5("VMware ESXi", "5.5.0", "2068190", "Update 2", 2),
  ESXI_6_7("VMware ESXi", "6.7.0", "14320388", "Update 3", 3),
  ESXI_7_0("VMware ESXi", "7.0.3", "18644231", "Update 3", 3),
  ESXI_8_0("VMware ESXi", "8.0.2", "22380479", "Update 2", 2);

  private final String product;
  private final String version;
  private final String build;
  private final String level;
  private final int update;

  Release(String product, String version, String build, String level, int update) {
    this.product = product;
    this.version = version;
    this.build = build;
    this.level = level;
    this.update = update;
  }

  public String product() {
    return product;
  }

  public String version() {
    return version;
  }

  public String build() {
    return build;
  }

  /** For instance {@code Update 3}; {@code GA} for none. */
  public String level() {
    return level;
  }

  public int update() {
    return update;
  }

  /** For instance {@code VMware ESXi 7.0.3 build-18644231}, as {@code vmware -v} prints it. */
  public String fullName() {
    return product + " " + version + " build-" + build;
  }

  /** {@code 7.0} for 7.0.3. */
  public String line() {
    return version.substring(0, version.lastIndexOf('.'));
  }

  public boolean atLeast(Release other) {
    return compareTo(other) >= 0;
  }

  /** The 4.x commands, {@code esxcli nmp ...}; from 5.0 on it is {@code esxcli storage nmp ...}. */
  public boolean isClassic() {
    return this == ESX_4_1;
  }

  public static Release of(String line) {
    for (Release release : values()) {
      if (release.line().equals(line)) {
        return release;
      }
    }
    throw new IllegalArgumentException("no such release: " + line + " (4.1, 5.5, 6.7, 7.0, 8.0)");
  }
}
