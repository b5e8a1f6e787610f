package dev.vireo.simulator.estate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The adapters of one host and the ways from them to array ports. */
final class Fabric {
  private final Release release;
  private final Adapter sata;
  private final List<Adapter> fibreChannel;
  private final Adapter iscsi;
  private final Adapter raid;
  private final Adapter usb;
  private final Map<TargetPort, TargetPort> ports = new HashMap<>();

  Fabric(int number, Release release) {
    this.release = release;
    this.sata =
        new Adapter(
            "vmhba0",
            release.atLeast(Release.ESXI_6_7) ? "vmw_ahci" : "ata_piix",
            Transport.SATA,
            "sata.vmhba0",
            "link-n/a",
            "(0000:00:1f.2) Intel Corporation Patsburg 6 Port SATA AHCI Controller");
    this.fibreChannel =
        List.of(fibreChannel(number, "vmhba1", 0), fibreChannel(number, "vmhba2", 1));
    this.raid =
        new Adapter(
            "vmhba3",
            release.atLeast(Release.ESXI_6_7) ? "lsi_mr3" : "megaraid_sas",
            Transport.SAS,
            String.format("sas.5d4ae520%08x", number),
            "link-n/a",
            "(0000:02:00.0) LSI / Symbios Logic PERC H710 Mini");
    this.usb =
        new Adapter(
            "vmhba32",
            release.atLeast(Release.ESXI_6_7) ? "vmkusb" : "usb-storage",
            Transport.USB,
            "usb.vmhba32",
            "link-n/a",
            "() USB");
    this.iscsi =
        new Adapter(
            release.atLeast(Release.ESXI_6_7) ? "vmhba64" : "vmhba37",
            "iscsi_vmk",
            Transport.ISCSI,
            String.format(
                "iqn.1998-01.com.vmware:esx-%02d-%08x",
                number, number * 2_654_435_761L & 0xffffffffL),
            "online",
            "iSCSI Software Adapter");
  }

  private Adapter fibreChannel(int number, String name, int port) {
    String last = String.format("c9%02x%04x", 0xb0 + port, number);
    return new Adapter(
        name,
        release.atLeast(Release.ESXI_6_7) ? "lpfc" : "lpfc820",
        Transport.FC,
        "fc.20000000" + last + ":10000000" + last,
        "link-up",
        "(0000:04:00." + port + ") Emulex Corporation LPe12000 8Gb PCIe Fibre Channel Adapter");
  }

  List<Adapter> adapters() {
    List<Adapter> adapters = new ArrayList<>();
    adapters.add(sata);
    adapters.addAll(fibreChannel);
    adapters.add(raid);
    adapters.add(usb);
    adapters.add(iscsi);
    if (release.atLeast(Release.ESXI_7_0)) {
      adapters.add(nvme("vmhba4", 3));
      adapters.add(nvme("vmhba5", 4));
    }
    return List.copyOf(adapters);
  }

  private static Adapter nvme(String name, int slot) {
    return new Adapter(
        name,
        "nvme_pcie",
        Transport.PCIE,
        "pcie." + slot + "00",
        "link-n/a",
        "(0000:0" + slot + ":00.0) Samsung Electronics Co Ltd NVMe SSD Controller 172Xa/172Xb");
  }

  Adapter sata() {
    return sata;
  }

  Adapter raid() {
    return raid;
  }

  Adapter usb() {
    return usb;
  }

  Adapter iscsi() {
    return iscsi;
  }

  /** The adapter that the n-th path of a Fibre Channel LUN uses: they take turns. */
  Adapter fibreChannel(int path) {
    return fibreChannel.get(path % fibreChannel.size());
  }

  /** One object per port, however many LUNs are behind it. */
  TargetPort port(TargetPort port) {
    return ports.computeIfAbsent(port, same -> same);
  }
}
