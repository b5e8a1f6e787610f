package dev.vireo.simulator.esxcli;

import dev.vireo.simulator.estate.Adapter;
import dev.vireo.simulator.estate.Device;
import dev.vireo.simulator.estate.EsxHost;
import dev.vireo.simulator.estate.Hardware;
import dev.vireo.simulator.estate.Path;
import dev.vireo.simulator.estate.Release;
import dev.vireo.simulator.estate.TargetPort;
import dev.vireo.simulator.estate.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the storage stack below the multipath plug-ins lists. */
final class CoreListings {
  private CoreListings() {}

  static boolean isLocalSas(Device device) {
    return device.hardware().local() && device.hardware().transport() == Transport.SAS;
  }

  static String devfs(Device device) {
    return "/vmfs/devices/" + (device.hardware().isCdRom() ? "cdrom/" : "disks/") + device.id();
  }

  /** The {@code vml.} name of a device. */
  static String otherUid(Device device) {
    String id = device.id().substring(device.id().indexOf('.') + 1);
    String hex =
        id.matches("[0-9a-f]+")
            ? id
            : HexFormat.of().formatHex(id.getBytes(StandardCharsets.US_ASCII));
    int lun = device.paths().isEmpty() ? 0 : device.paths().getFirst().lun();
    String model = (device.hardware().model() + "      ").substring(0, 6);
    return String.format(
        "vml.0200%02x0000%s%s",
        lun, hex, HexFormat.of().formatHex(model.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The id of a path: adapter, target, device. */
  static String uid(EsxHost host, Device device, Path path) {
    String adapter =
        host.adapter(path.adapter()).map(Adapter::uid).orElse("unknown." + path.adapter());
    TargetPort port = path.port();
    return adapter + "-" + port.uid() + "-" + device.id();
  }

  static Listing devices(EsxHost host, List<Device> devices) {
    List<String> titles = List.of();
    List<List<Object>> rows = new ArrayList<>();
    for (Device device : devices) {
      Map<String, Object> fields = fields(host.release(), device);
      titles = List.copyOf(fields.keySet());
      rows.add(List.copyOf(fields.values()));
    }
    return new Listing("ScsiDevice", Listing.Layout.RECORDS, titles, rows);
  }

  private static Map<String, Object> fields(Release release, Device device) {
    Hardware hardware = device.hardware();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("Device", device.id());
    fields.put("Display Name", hardware.displayName());
    if (!release.isClassic()) {
      fields.put("Has Settable Display Name", !hardware.isUsb() && !hardware.isCdRom());
    }
    fields.put("Size", hardware.megabytes());
    fields.put("Device Type", hardware.type());
    fields.put("Multipath Plugin", device.claimedBy());
    fields.put("Devfs Path", devfs(device));
    fields.put("Vendor", pad(hardware.vendor(), 8));
    fields.put("Model", pad(hardware.model(), 16));
    fields.put("Revision", pad(hardware.revision(), 4));
    fields.put("SCSI Level", (long) hardware.scsiLevel());
    fields.put("Is Pseudo", false);
    fields.put("Status", device.status());
    fields.put("Is RDM Capable", !hardware.local());
    fields.put("Is Local", hardware.local());
    fields.put("Is Removable", hardware.removable());
    if (!release.isClassic()) {
      fields.put("Is SSD", hardware.ssd());
      if (release.atLeast(Release.ESXI_6_7)) {
        fields.put("Is VVOL PE", false);
      }
      fields.put("Is Offline", false);
      fields.put("Is Perennially Reserved", hardware.perenniallyReserved());
      fields.put("Queue Full Sample Size", 0L);
      fields.put("Queue Full Threshold", 0L);
      fields.put("Thin Provisioning Status", hardware.local() ? "unknown" : "yes");
    }
    fields.put("Attached Filters", "");
    fields.put("VAAI Status", hardware.local() ? "unknown" : "supported");
    fields.put("Other UIDs", otherUid(device));
    if (release == Release.ESXI_5_5) {
      fields.put("Is Local SAS Device", isLocalSas(device));
      fields.put("Is Boot USB Device", hardware.isUsb() && hardware.boot());
      fields.put("No of outstanding IOs with competing worlds", 32L);
    }
    if (release.atLeast(Release.ESXI_6_7)) {
      fields.put("Is Shared Clusterwide", !hardware.local());
      fields.put("Is SAS", hardware.transport() == Transport.SAS);
      fields.put("Is USB", hardware.isUsb());
      fields.put("Is Boot Device", hardware.boot());
      fields.put("Device Max Queue Depth", hardware.local() ? 32L : 64L);
      fields.put("No of outstanding IOs with competing worlds", 32L);
      fields.put("Drive Type", "unknown");
      fields.put("RAID Level", "unknown");
      fields.put("Number of Physical Drives", "unknown");
      fields.put("Protection Enabled", false);
      fields.put("PI Activated", false);
      fields.put("PI Type", 0L);
      fields.put("PI Protection Mask", "NO PROTECTION");
      fields.put("Supported Guard Types", "NO GUARD SUPPORT");
      fields.put("DIX Enabled", false);
      fields.put("DIX Guard Type", "NO GUARD SUPPORT");
      fields.put("Emulated DIX/DIF Enabled", false);
    }
    return fields;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  static Listing paths(EsxHost host, List<Device> devices) {
    List<List<Object>> rows = new ArrayList<>();
    for (Device device : devices) {
      for (Path path : device.paths()) {
        String adapter = host.adapter(path.adapter()).map(Adapter::uid).orElse("unknown");
        rows.add(
            List.of(
                uid(host, device, path),
                uid(host, device, path),
                path.runtimeName(),
                device.id(),
                device.hardware().displayName(),
                path.adapter(),
                (long) path.channel(),
                (long) path.target(),
                (long) path.lun(),
                device.claimedBy(),
                path.state().text(),
                path.port().transport().text(),
                adapter,
                path.port().uid(),
                adapterDetails(adapter, path.port().transport()),
                targetDetails(path.port()),
                path.port().transport() == Transport.ISCSI ? 131_072L : 33_553_920L));
      }
    }
    return Listing.of(
            "ScsiPath",
            Listing.Layout.RECORDS,
            "Path",
            "UID",
            "Runtime Name",
            "Device",
            "Device Display Name",
            "Adapter",
            "Channel",
            "Target",
            "LUN",
            "Plugin",
            "State",
            "Transport",
            "Adapter Identifier",
            "Target Identifier",
            "Adapter Transport Details",
            "Target Transport Details",
            "Maximum IO Size")
        .with(rows);
  }

  /** How an adapter's address is spelled out in path listings. */
  static String adapterDetails(String uid, Transport transport) {
    return switch (transport) {
      case FC -> worldWideNames(uid.substring(3));
      case ISCSI -> uid;
      default -> "Unavailable or path is unclaimed";
    };
  }

  /** How a target's address is spelled out in path listings. */
  static String targetDetails(TargetPort port) {
    return switch (port.transport()) {
      case FC -> worldWideNames(port.node() + ":" + port.port());
      case ISCSI ->
          "IQN=" + port.node() + " Alias= Session=" + port.port() + " PortalTag=" + port.tag();
      default -> "Unavailable or path is unclaimed";
    };
  }

  private static String worldWideNames(String nodeAndPort) {
    String[] names = nodeAndPort.split(":");
    return "WWNN: " + colons(names[0]) + " WWPN: " + colons(names[1]);
  }

  private static String colons(String hex) {
    StringBuilder spelled = new StringBuilder(hex.length() * 3 / 2);
    for (int i = 0; i < hex.length(); i++) {
      if (i > 0 && i % 2 == 0) {
        spelled.append(':');
      }
      spelled.append(hex.charAt(i));
    }
    return spelled.toString();
  }

  static Listing adapters(EsxHost host) {
    boolean capabilities = host.release().atLeast(Release.ESXI_6_7);
    List<List<Object>> rows = new ArrayList<>();
    for (Adapter adapter : host.adapters()) {
      List<Object> row =
          new ArrayList<>(
              List.of(adapter.name(), adapter.driver(), adapter.linkState(), adapter.uid()));
      if (capabilities) {
        row.add(adapter.transport() == Transport.FC ? "Second Level Lun ID" : "");
      }
      row.add(adapter.description());
      rows.add(row);
    }
    return (capabilities
            ? Listing.of(
                "ScsiAdapter",
                Listing.Layout.TABLE,
                "HBA Name",
                "Driver",
                "Link State",
                "UID",
                "Capabilities",
                "Description")
            : Listing.of(
                "ScsiAdapter",
                Listing.Layout.TABLE,
                "HBA Name",
                "Driver",
                "Link State",
                "UID",
                "Description"))
        .with(rows);
  }

  static Listing plugins(EsxHost host) {
    List<List<Object>> rows = new ArrayList<>(List.of(List.of("NMP", "MP")));
    if (host.release().atLeast(Release.ESXI_6_7)) {
      rows.add(List.of("HPP", "MP"));
    }
    return Listing.of("ScsiPlugin", Listing.Layout.TABLE, "Plugin name", "Plugin class").with(rows);
  }

  static Listing claimRules(EsxHost host) {
    List<List<Object>> rows = new ArrayList<>();
    if (host.release().atLeast(Release.ESXI_6_7)) {
      rows.add(claimRule(10, "runtime", "vendor", "HPP", "vendor=NVMe model=*"));
      rows.add(claimRule(10, "file", "vendor", "HPP", "vendor=NVMe model=*"));
    }
    int number = host.release().isClassic() ? 0 : 50;
    for (String transport : List.of("usb", "sata", "ide", "block", "unknown")) {
      rows.add(claimRule(number++, "runtime", "transport", "NMP", "transport=" + transport));
    }
    rows.add(claimRule(101, "runtime", "vendor", "MASK_PATH", "vendor=DELL model=Universal Xport"));
    rows.add(claimRule(101, "file", "vendor", "MASK_PATH", "vendor=DELL model=Universal Xport"));
    rows.add(claimRule(65_535, "runtime", "vendor", "NMP", "vendor=* model=*"));
    return Listing.of(
            "ScsiClaimRule",
            Listing.Layout.TABLE,
            "Rule Class",
            "Rule",
            "Class",
            "Type",
            "Plugin",
            "Matches")
        .with(rows);
  }

  private static List<Object> claimRule(
      int number, String rule, String type, String plugin, String matches) {
    return List.of("MP", (long) number, rule, type, plugin, matches);
  }
}
