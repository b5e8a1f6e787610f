package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Hardware;
import dev.vireo.multipath.domain.Told;
import dev.vireo.multipath.domain.UnparsedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code esxcli corestorage device list} (4.x), {@code esxcli storage core device list} and
 * {@code esxcfg-scsidevs -l}, which says the same with several fields on a line.
 */
public final class CoreDeviceList implements Blocks.Sink {

  /** Printed by some release, and of no use here. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "Has Settable Display Name",
          "Console Device",
          "Devfs Path",
          "SCSI Level",
          "Is RDM Capable",
          "Is Removable",
          "Is Offline",
          "Is VVOL PE",
          "Queue Full Sample Size",
          "Queue Full Threshold",
          "Thin Provisioning Status",
          "Attached Filters",
          "VAAI Status",
          "Other UIDs",
          "Other Names",
          "Is Shared Clusterwide",
          "Is SAS",
          "Is Local SAS Device",
          "Device Max Queue Depth",
          "No of outstanding IOs with competing worlds",
          "IOs with competing worlds",
          "Drive Type",
          "RAID Level",
          "Number of Physical Drives",
          "Protection Enabled",
          "PI Activated",
          "PI Type",
          "PI Protection Mask",
          "Supported Guard Types",
          "DIX Enabled",
          "DIX Guard Type",
          "Emulated DIX/DIF Enabled",
          "Sub NQN",
          "NVMe spec revision",
          "Is dispersed namespace",
          "Is Gatekeeper Device",
          "Is ALUA Enabled",
          "Rotation Rate");

  private final List<CoreDevice> devices = new ArrayList<>();
  private boolean any;
  private String id = "";
  private String displayName = "";
  private String plugin = "";
  private String vendor = "";
  private String model = "";
  private String revision = "";
  private OptionalLong size = OptionalLong.empty();
  private String type = "";
  private String status = "";
  private Told local = Told.NOT_TOLD;
  private Told boot = Told.NOT_TOLD;
  private Told usb = Told.NOT_TOLD;
  private Told pseudo = Told.NOT_TOLD;
  private Told ssd = Told.NOT_TOLD;
  private Told reserved = Told.NOT_TOLD;

  private CoreDeviceList() {}

  public static Parsed<CoreDevice> parse(String text) {
    CoreDeviceList list = new CoreDeviceList();
    List<UnparsedLine> unparsed =
        Blocks.read(Listing.CORE_DEVICE_LIST.id(), text, Blocks.Heads.DEVICE, list);
    list.close();
    return new Parsed<>(list.devices, unparsed);
  }

  /** The output of {@code esxcfg-scsidevs -l}. */
  public static Parsed<CoreDevice> parseScsidevs(String text) {
    CoreDeviceList list = new CoreDeviceList();
    List<UnparsedLine> unparsed =
        Blocks.readDense(Listing.SCSIDEVS_LIST.id(), text, Blocks.Heads.DEVICE, list);
    list.close();
    return new Parsed<>(list.devices, unparsed);
  }

  @Override
  public void open(String name, int line) {
    close();
    any = true;
    id = name;
    displayName = "";
    plugin = "";
    vendor = "";
    model = "";
    revision = "";
    size = OptionalLong.empty();
    type = "";
    status = "";
    local = Told.NOT_TOLD;
    boot = Told.NOT_TOLD;
    usb = Told.NOT_TOLD;
    pseudo = Told.NOT_TOLD;
    ssd = Told.NOT_TOLD;
    reserved = Told.NOT_TOLD;
  }

  @Override
  public boolean field(String key, String value, int line) {
    switch (key) {
      case "Display Name" -> displayName = value;
      case "Size" -> size = megabytes(value);
      case "Device Type" -> type = value;
      case "Multipath Plugin" -> plugin = value;
      case "Vendor" -> vendor = value;
      case "Model" -> model = value;
      case "Revision", "Revis" -> revision = value;
      case "Status" -> status = value;
      case "Is Local" -> local = Words.told(value);
      case "Is Boot Device" -> boot = Words.either(boot, Words.told(value));
      case "Is Boot USB Device" -> {
        boot = Words.told(value) == Told.YES ? Told.YES : boot;
        usb = Words.either(usb, Words.told(value));
      }
      case "Is USB" -> usb = Words.either(usb, Words.told(value));
      case "Is Pseudo" -> pseudo = Words.told(value);
      case "Is SSD" -> ssd = Words.told(value);
      case "Is Perennially Reserved" -> reserved = Words.told(value);
      default -> {
        return PASSED_OVER.contains(key);
      }
    }
    return true;
  }

  private static OptionalLong megabytes(String value) {
    String digits = value.endsWith(" MB") ? value.substring(0, value.length() - 3) : value;
    return Numbers.parse(digits);
  }

  private void close() {
    if (any) {
      devices.add(
          new CoreDevice(
              id,
              displayName,
              plugin,
              new Hardware(
                  vendor, model, revision, size, type, status, local, boot, usb, pseudo, ssd,
                  reserved)));
    }
  }
}
