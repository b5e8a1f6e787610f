package dev.vireo.simulator.estate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arrays and local disks that hosts see, with ids and ports of the shapes that real ones have.
 */
final class Arrays {
  private static final String DISK = "Direct-Access";

  private final Fabric fabric;

  Arrays(Fabric fabric) {
    this.fabric = fabric;
  }

  /** A LUN of the cluster's IBM SVC; all hosts of the cluster see the same. */
  Device svc(int cluster, int lun, int paths) {
    return svc(
        String.format("naa.6005076802%06x%016x", 0x8180b4 + cluster, lun), lun, 102_400, paths);
  }

  /** The SVC LUN that one host boots from. */
  Device svcBoot(int number) {
    return svc(
        String.format("naa.6005076802%06x%016x", 0x8180a0, 0xb007_0000L + number), 0, 20_480, 4);
  }

  private Device svc(String id, int lun, long megabytes, int paths) {
    List<Path> ways = new ArrayList<>();
    for (int i = 0; i < paths; i++) {
      int node = i / 2 % 2;
      String last = String.format("c%x", 0x7a0 + node);
      ways.add(
          path(
              fabric.fibreChannel(i),
              i / 2,
              lun,
              new TargetPort(
                  Transport.FC,
                  "50050768010" + last + "d",
                  String.format("500507680%x4%sd", 1 + i / 2 % 15, last),
                  0),
              null,
              PathState.ACTIVE));
    }
    return device(
        id, "VMW_SATP_SVC", san(id, "IBM", "2145", "0000", megabytes, Transport.FC), ways);
  }

  Device netapp(int number, int lun) {
    String id = String.format("naa.600a0980383036%04x%014x", number, 0x4a5d_0000L + lun);
    return alua(
        id, lun, san(id, "NETAPP", "LUN C-Mode", "8300", 204_800, Transport.FC), "500a0980");
  }

  Device pure(int number, int lun) {
    String id = String.format("naa.624a9370%08x%016x", 0x7ba1_0000L + number, 0x1_1000L + lun);
    return alua(id, lun, san(id, "PURE", "FlashArray", "8888", 512_000, Transport.FC), "524a9370");
  }

  private Device alua(String id, int lun, Hardware hardware, String prefix) {
    List<Path> ways = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      boolean optimised = i < 2;
      ways.add(
          path(
              fabric.fibreChannel(i),
              4 + i / 2,
              lun,
              new TargetPort(
                  Transport.FC,
                  prefix + "8f3f52ad",
                  String.format("%s%02x3f52ad", prefix, 0x8f + i / 2),
                  0),
              new PortGroup(i / 2, optimised, 1 + i),
              PathState.ACTIVE));
    }
    return device(id, "VMW_SATP_ALUA", hardware, ways);
  }

  /** A LUN of an active/passive array: half of its paths only wait. */
  Device ds4000(int number, int lun) {
    String id = String.format("naa.600a0b80002ab9%04x%014x", number, 0x4d1f_0000L + lun);
    List<Path> ways = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ways.add(
          path(
              fabric.fibreChannel(i),
              6 + i / 2,
              lun,
              new TargetPort(
                  Transport.FC,
                  "200600a0b82ab9d4",
                  String.format("%04x00a0b82ab9d4", 0x2026 + i / 2),
                  0),
              null,
              i < 2 ? PathState.ACTIVE : PathState.STANDBY));
    }
    String model = number % 2 == 1 ? "1814      FAStT" : "1746      FAStT";
    return device(id, "VMW_SATP_LSI", san(id, "IBM", model, "0916", 409_600, Transport.FC), ways);
  }

  Device freenas(int number) {
    String id = String.format("t10.FreeBSD_iSCSI_Disk______000c29%06x000_________________", number);
    return iscsi(
        id,
        san(id, "FreeBSD", "iSCSI Disk", "0123", 1_048_576, Transport.ISCSI),
        "iqn.2005-10.org.freenas.ctl:lab");
  }

  Device xiv(int number) {
    String id = String.format("eui.00173800%08x", 0x0cb0_0000L + number);
    return iscsi(
        id,
        san(id, "IBM", "2810XIV", "10.2", 131_072, Transport.ISCSI),
        "iqn.2005-10.com.xivstorage:000203");
  }

  private Device iscsi(String id, Hardware hardware, String iqn) {
    List<Path> ways = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ways.add(
          new Path(
              fabric.iscsi().name(),
              i,
              0,
              0,
              fabric.port(
                  new TargetPort(Transport.ISCSI, iqn, String.format("00023d%06x", i + 1), 1 + i)),
              null,
              PathState.ACTIVE,
              PathState.ACTIVE));
    }
    return device(id, "VMW_SATP_DEFAULT_AA", hardware, ways);
  }

  /** A local RAID volume: an naa id, and yet no SAN device. */
  Device localRaid(int number) {
    String id = String.format("naa.6b083fe0%024x", 0x1f4a_0000_0000L + number);
    return single(
        id,
        local(
            id,
            "Local DELL Disk",
            "DELL",
            "PERC H710",
            "3.13",
            285_568,
            DISK,
            Transport.SAS,
            false),
        fabric.raid(),
        2,
        0);
  }

  Device localSata(int number) {
    String id = String.format("naa.5000cca2%08x", 0x5920_0000L + number);
    return single(
        id,
        local(
            id,
            "Local WDC Disk",
            "WDC",
            "WUH721818AL5204",
            "C232",
            17_166_336,
            DISK,
            Transport.SAS,
            false),
        fabric.raid(),
        0,
        72);
  }

  Device localMpx() {
    String id = "mpx.vmhba3:C0:T1:L0";
    return single(
        id,
        local(
            id,
            "Local VMware Disk",
            "VMware",
            "Virtual disk",
            "1.0",
            40_960,
            DISK,
            Transport.SAS,
            false),
        fabric.raid(),
        0,
        1);
  }

  Device usbStick() {
    String id = "mpx.vmhba32:C0:T0:L0";
    return single(
        id,
        local(
            id,
            "Local USB Direct-Access",
            "SanDisk",
            "Cruzer Fit",
            "1.26",
            7_629,
            DISK,
            Transport.USB,
            true),
        fabric.usb(),
        0,
        0);
  }

  Device cdRom() {
    String id = "mpx.vmhba0:C0:T0:L0";
    return single(
        id,
        local(
            id,
            "Local HL-DT-ST CD-ROM",
            "HL-DT-ST",
            "DVD-ROM DU90N",
            "D300",
            0,
            "CD-ROM",
            Transport.SATA,
            true),
        fabric.sata(),
        0,
        0);
  }

  /** A local NVMe drive, claimed by the high-performance plug-in: no NMP command knows it. */
  Device nvme(int number, String id) {
    Hardware hardware =
        new Hardware(
            "Local NVMe Disk (" + id + ")",
            "NVMe",
            "Dell Express Flash",
            "1.2.",
            6,
            1_526_185,
            DISK,
            Transport.PCIE,
            true,
            true,
            false,
            false,
            false);
    Path way =
        new Path(
            id.startsWith("eui") ? "vmhba5" : "vmhba4",
            0,
            0,
            0,
            new TargetPort(Transport.PCIE, "pcie." + number, "", 0),
            null,
            PathState.ACTIVE,
            PathState.ACTIVE);
    return new Device(
            id,
            "HPP",
            "",
            hardware,
            new Policy("FIXED", false, null, "", RoundRobin.DEFAULT),
            List.of(way))
        .settled();
  }

  private Device single(String id, Hardware hardware, Adapter adapter, int channel, int target) {
    Path way =
        new Path(
            adapter.name(),
            channel,
            target,
            0,
            fabric.port(
                new TargetPort(
                    hardware.transport(),
                    adapter.transport().text() + "." + channel + ":" + target,
                    "",
                    0)),
            null,
            PathState.ACTIVE,
            PathState.ACTIVE);
    return device(id, "VMW_SATP_LOCAL", hardware, List.of(way));
  }

  private Path path(
      Adapter adapter,
      int target,
      int lun,
      TargetPort port,
      @Nullable PortGroup group,
      PathState state) {
    return new Path(adapter.name(), 0, target, lun, fabric.port(port), group, state, state);
  }

  private static Hardware san(
      String id,
      String vendor,
      String model,
      String revision,
      long megabytes,
      Transport transport) {
    return new Hardware(
        vendor + " " + transport.displayed() + " Disk (" + id + ")",
        vendor,
        model,
        revision,
        6,
        megabytes,
        DISK,
        transport,
        false,
        false,
        false,
        false,
        false);
  }

  private static Hardware local(
      String id,
      String title,
      String vendor,
      String model,
      String revision,
      long megabytes,
      String type,
      Transport transport,
      boolean removable) {
    return new Hardware(
        title + " (" + id + ")",
        vendor,
        model,
        revision,
        5,
        megabytes,
        type,
        transport,
        true,
        false,
        removable,
        false,
        false);
  }

  private static Device device(String id, String satp, Hardware hardware, List<Path> paths) {
    return new Device(
            id,
            "NMP",
            satp,
            hardware,
            new Policy(Policy.FIXED, false, null, "", RoundRobin.DEFAULT),
            List.copyOf(paths))
        .settled();
  }
}
