package dev.vireo.multipath.esxcli;

import dev.vireo.multipath.domain.Told;
import java.util.List;

/** A record of {@code hpp device list}, as printed. */
public record HppDevice(
    String id,
    String displayName,
    String scheme,
    String schemeConfig,
    List<String> workingPaths,
    List<String> paths,
    Told local) {

  public HppDevice {
    workingPaths = List.copyOf(workingPaths);
    paths = List.copyOf(paths);
  }
}
