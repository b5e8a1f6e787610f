package dev.vireo.simulator.estate;

/**
 * A SATP claim rule. Fields that say nothing are empty.
 *
 * @param group {@code system} or {@code user}
 */
public record SatpRule(
    String satp,
    String device,
    String vendor,
    String model,
    String driver,
    String transport,
    String options,
    String group,
    String claimOptions,
    String defaultPsp,
    String pspOptions,
    String description) {

  public static SatpRule system(
      String satp, String vendor, String model, String claimOptions, String description) {
    return new SatpRule(
        satp, "", vendor, model, "", "", "", "system", claimOptions, "", "", description);
  }

  public static SatpRule transport(String satp, String transport, String description) {
    return new SatpRule(satp, "", "", "", "", transport, "", "system", "", "", "", description);
  }

  /** Whether the rule claims a device of its vendor and model. */
  public boolean claims(String id, Hardware hardware) {
    if (!device.isEmpty()) {
      return device.equals(id);
    }
    if (vendor.isEmpty() && model.isEmpty()) {
      return transport.equals(hardware.transport().text());
    }
    return matches(vendor, hardware.vendor()) && matches(model, hardware.model());
  }

  /** How exact a match is: device before vendor and model before transport. */
  public int rank() {
    return !device.isEmpty() ? 3 : !vendor.isEmpty() || !model.isEmpty() ? 2 : 1;
  }

  /** A pattern is a beginning: the {@code ^} and {@code *} around it say no more. */
  private static boolean matches(String pattern, String value) {
    return value.startsWith(pattern.replaceFirst("^\\^", "").replaceFirst("\\*$", ""));
  }

  /** The same rule but for its description: what {@code rule add} calls a duplicate. */
  public boolean sameClaim(SatpRule other) {
    return satp.equals(other.satp)
        && device.equals(other.device)
        && vendor.equals(other.vendor)
        && model.equals(other.model)
        && driver.equals(other.driver)
        && transport.equals(other.transport)
        && options.equals(other.options)
        && claimOptions.equals(other.claimOptions)
        && defaultPsp.equals(other.defaultPsp)
        && pspOptions.equals(other.pspOptions);
  }
}
