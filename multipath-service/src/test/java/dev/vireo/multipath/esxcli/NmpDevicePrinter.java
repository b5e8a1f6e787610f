package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a device list as a release does: what parsing is held against. */
final class NmpDevicePrinter {

  /** The shapes that the listing had. */
  enum Shape {
    ESX_4,
    ESXI_5_0,
    ESXI_5_5,
    ESXI_6
  }

  private NmpDevicePrinter() {}

  static String print(List<NmpDevice> devices, Shape shape) {
    return devices.stream().map(d -> print(d, shape)).collect(Collectors.joining("\n"));
  }

  private static String print(NmpDevice device, Shape shape) {
    StringBuilder out = new StringBuilder(device.id()).append('\n');
    line(out, "Device Display Name", device.displayName());
    line(out, "Storage Array Type", device.satp());
    line(out, "Storage Array Type Device Config", device.satpConfig());
    line(out, "Path Selection Policy", device.psp());
    line(out, "Path Selection Policy Device Config", device.pspConfig());
    if (shape != Shape.ESX_4) {
      line(out, "Path Selection Policy Device Custom Config", device.customConfig());
    }
    line(out, "Working Paths", String.join(", ", device.workingPaths()));
    if (shape == Shape.ESXI_5_5) {
      line(out, "Is Local SAS Device", word(device.localSas()));
      line(out, "Is Boot USB Device", word(device.usb()));
    }
    if (shape == Shape.ESXI_6) {
      line(out, "Is USB", word(device.usb()));
    }
    return out.toString();
  }

  /** The device as a release of the shape would tell it: without what it does not print. */
  static NmpDevice toldBy(NmpDevice d, Shape shape) {
    return new NmpDevice(
        d.id(),
        d.displayName(),
        d.satp(),
        d.satpConfig(),
        d.psp(),
        d.pspConfig(),
        shape == Shape.ESX_4 ? "" : d.customConfig(),
        d.workingPaths(),
        shape == Shape.ESXI_5_5 ? d.localSas() : Told.NOT_TOLD,
        shape == Shape.ESXI_5_5 || shape == Shape.ESXI_6 ? d.usb() : Told.NOT_TOLD);
  }

  private static void line(StringBuilder out, String key, String value) {
    out.append("   ").append(key).append(": ").append(value).append('\n');
  }

  private static String word(Told told) {
    return told == Told.YES ? "true" : "false";
  }
}
