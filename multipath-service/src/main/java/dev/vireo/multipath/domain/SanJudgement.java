package dev.vireo.multipath.domain;

import java.util.List;
import java.util.Locale;

/**
 * Whether a device is a disk on a storage network, decided from what the host says of it and never
 * from how its name begins: local disks carry naa names too, and SAN disks can be eui or t10.
 */
public sealed interface SanJudgement {

  /** In words, what decided. */
  String because();

  /** A disk on a storage network. */
  record San(String because) implements SanJudgement {}

  /** Something else: a local disk, a CD-ROM drive, an enclosure. */
  record NotSan(String because) implements SanJudgement {}

  /** The host tells too little. */
  record Undecided(String because) implements SanJudgement {}

  static SanJudgement of(Device device, List<Path> paths) {
    Hardware hardware = device.hardware();
    String type = hardware.type().strip();
    if (hardware.local() == Told.YES) {
      return new NotSan("the host says Is Local: true");
    }
    if (device.nmp().map(n -> n.satp().equals(SatpName.LOCAL)).orElse(false)) {
      return new NotSan("it is claimed by VMW_SATP_LOCAL");
    }
    if (hardware.usb() == Told.YES) {
      return new NotSan("it is a USB device");
    }
    if (!type.isEmpty() && !type.equals("Direct-Access")) {
      return new NotSan("it is no disk but of type " + type);
    }
    if (device.id().scheme() == DeviceId.Scheme.MPX) {
      return new NotSan(
          "it has no name of its own (mpx.), so the host cannot tell that two paths lead to it");
    }
    Transport transport = HostStorage.transportOf(paths);
    String by = transport.name().toLowerCase(Locale.ROOT);
    return switch (transport.reach()) {
      case NETWORK -> new San("its paths are " + by);
      case INSIDE -> new NotSan("its paths are " + by);
      case EITHER ->
          hardware.local() == Told.NO
              ? new San("the host says Is Local: false")
              : new Undecided("the host does not say whether it is local and its paths are " + by);
    };
  }
}
