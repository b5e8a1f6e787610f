package dev.vireo.multipath.domain;

import java.util.OptionalLong;

/**
 * What the host's core storage layer says of a device.
 *
 * @param size in MiB, as printed
 * @param type {@code Direct-Access}, {@code CD-ROM}, ...; empty where not told
 * @param status {@code on}, {@code off}, {@code dead}, {@code degraded} (one path left) ...
 * @param boot from 5.5 on
 * @param perenniallyReserved from 5.0 on: set by administrators on the disks of a guest cluster
 */
public record Hardware(
    String vendor,
    String model,
    String revision,
    OptionalLong size,
    String type,
    String status,
    Told local,
    Told boot,
    Told usb,
    Told pseudo,
    Told ssd,
    Told perenniallyReserved) {

  /** Nothing was told. */
  public static final Hardware NOT_TOLD =
      new Hardware(
          "",
          "",
          "",
          OptionalLong.empty(),
          "",
          "",
          Told.NOT_TOLD,
          Told.NOT_TOLD,
          Told.NOT_TOLD,
          Told.NOT_TOLD,
          Told.NOT_TOLD,
          Told.NOT_TOLD);
}
