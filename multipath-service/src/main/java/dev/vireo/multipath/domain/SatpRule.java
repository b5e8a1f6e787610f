package dev.vireo.multipath.domain;

import java.util.Optional;

/**
 * A rule by which a host gives devices to a SATP and, at will, a policy other than the SATP's
 * default. Empty cells are empty strings.
 *
 * @param group {@code system} (VMware's) or {@code user}; empty on 4.x, which tells neither the
 *     group nor the PSP options
 * @param pspOptions e.g. {@code iops=1}
 */
public record SatpRule(
    SatpName satp,
    String device,
    String vendor,
    String model,
    String driver,
    String transport,
    String options,
    String group,
    String claimOptions,
    Optional<PspName> defaultPsp,
    String pspOptions,
    String description) {

  /** A user rule for an array by vendor and model. */
  public static SatpRule forArray(
      SatpName satp,
      String vendor,
      String model,
      String claimOptions,
      PspName psp,
      String pspOptions,
      String description) {
    return new SatpRule(
        satp,
        "",
        vendor,
        model,
        "",
        "",
        "",
        "user",
        claimOptions,
        Optional.of(psp),
        pspOptions,
        description);
  }

  public boolean isUser() {
    return group.equals("user");
  }

  public boolean isSystem() {
    return group.equals("system");
  }

  /** Whether the PSP options, as far as the release lists them, are those of the wanted rule. */
  boolean tellsPspOptionsOf(SatpRule wanted) {
    return pspOptions.equals(wanted.pspOptions) || (group.isEmpty() && pspOptions.isEmpty());
  }

  /**
   * Whether the rule speaks of the device, as far as a listing tells: a rule by driver or one that
   * names nothing is not decided by device, vendor, model or transport and does not match. Claim
   * options (tpgs_on) are taken as met.
   */
  public boolean matches(DeviceId id, Hardware hardware, Transport by) {
    if (!device.isEmpty()) {
      return device.equals(id.value());
    }
    if (!driver.isEmpty()) {
      return false;
    }
    if (!vendor.isEmpty() || !model.isEmpty()) {
      return (vendor.isEmpty() || NamePattern.of(vendor).matches(hardware.vendor()))
          && (model.isEmpty() || NamePattern.of(model).matches(hardware.model()));
    }
    return !transport.isEmpty() && transport.equalsIgnoreCase(by.name());
  }

  /**
   * How narrow the rule is; the host asks narrow rules first: device, then vendor and model, then
   * vendor, then transport.
   */
  int narrowness() {
    if (!device.isEmpty()) {
      return 4;
    }
    if (!model.isEmpty()) {
      return 3;
    }
    return vendor.isEmpty() ? 1 : 2;
  }

  /** Whether both would claim the same devices. */
  public boolean sameMatch(SatpRule other) {
    return device.equals(other.device)
        && vendor.equals(other.vendor)
        && model.equals(other.model)
        && driver.equals(other.driver)
        && transport.equals(other.transport)
        && claimOptions.equals(other.claimOptions);
  }

  /** In words: which rule it is. */
  public String words() {
    StringBuilder out = new StringBuilder(group.isEmpty() ? "rule of " : group + " rule of ");
    out.append(satp);
    appendTo(out, "device", device);
    appendTo(out, "vendor", vendor);
    appendTo(out, "model", model);
    appendTo(out, "driver", driver);
    appendTo(out, "transport", transport);
    return out.toString();
  }

  private static void appendTo(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      out.append(' ').append(name).append('=').append(value);
    }
  }
}
