package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import java.util.List;

/**
 * A record of {@code nmp device list}, as printed; a field that the release does not print is
 * empty.
 *
 * @param id also where it was masked by hand and no command could be made from it
 */
public record NmpDevice(
    String id,
    String displayName,
    String satp,
    String satpConfig,
    String psp,
    String pspConfig,
    String customConfig,
    List<String> workingPaths,
    Told localSas,
    Told usb) {

  public NmpDevice {
    workingPaths = List.copyOf(workingPaths);
  }
}
