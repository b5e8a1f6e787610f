package dev.vireo.simulator.estate;

/**
 * What a device says about itself.
 *
 * @param vendor at most 8 characters, without the blanks that pad it
 * @param model at most 16 characters, without the blanks that pad it
 * @param type SCSI device type, {@code Direct-Access} or {@code CD-ROM}
 */
public record Hardware(
    String displayName,
    String vendor,
    String model,
    String revision,
    int scsiLevel,
    long megabytes,
    String type,
    Transport transport,
    boolean local,
    boolean ssd,
    boolean removable,
    boolean boot,
    boolean perenniallyReserved) {

  public boolean isCdRom() {
    return type.equals("CD-ROM");
  }

  public boolean isUsb() {
    return transport == Transport.USB;
  }

  public Hardware asBoot() {
    return new Hardware(
        displayName,
        vendor,
        model,
        revision,
        scsiLevel,
        megabytes,
        type,
        transport,
        local,
        ssd,
        removable,
        true,
        perenniallyReserved);
  }

  public Hardware reservedPerennially() {
    return new Hardware(
        displayName,
        vendor,
        model,
        revision,
        scsiLevel,
        megabytes,
        type,
        transport,
        local,
        ssd,
        removable,
        boot,
        true);
  }
}
