package dev.vireo.multipath.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything one read of a host says about its storage paths.
 *
 * @param host the host's name in the inventory
 * @param psps policies that the host offers
 * @param devices every device of the core layer and of the plug-ins, in the host's order
 * @param unparsed lines that are not understood
 * @param unread listings that could not be had; a plan for such a host changes nothing
 */
public record HostStorage(
    String host,
    EsxVersion version,
    List<Psp> psps,
    List<Satp> satps,
    List<SatpRule> satpRules,
    List<ClaimRule> claimRules,
    List<Device> devices,
    List<Path> paths,
    List<UnparsedLine> unparsed,
    List<UnreadListing> unread,
    Instant readAt) {

  public HostStorage {
    psps = List.copyOf(psps);
    satps = List.copyOf(satps);
    satpRules = List.copyOf(satpRules);
    claimRules = List.copyOf(claimRules);
    devices = List.copyOf(devices);
    paths = List.copyOf(paths);
    unparsed = List.copyOf(unparsed);
    unread = List.copyOf(unread);
  }

  public Optional<Device> device(DeviceId id) {
    return devices.stream().filter(d -> d.id().equals(id)).findFirst();
  }

  public Optional<Satp> satp(SatpName name) {
    return satps.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  public boolean offers(PspName psp) {
    return psps.stream().anyMatch(p -> p.name().equals(psp));
  }

  /** A device's paths, in the host's order. For many devices see {@link #pathsByDevice()}. */
  public List<Path> pathsOf(DeviceId id) {
    return paths.stream().filter(p -> p.device().equals(id)).toList();
  }

  /** All paths, by device; a device without any has no entry. */
  public Map<DeviceId, List<Path>> pathsByDevice() {
    Map<DeviceId, List<Path>> byDevice = new LinkedHashMap<>();
    for (Path path : paths) {
      byDevice.computeIfAbsent(path.device(), id -> new ArrayList<>()).add(path);
    }
    return Collections.unmodifiableMap(byDevice);
  }

  /** How the device is reached: the transport of its paths, UNKNOWN where they differ. */
  public static Transport transportOf(List<Path> paths) {
    List<Transport> all = paths.stream().map(Path::transport).distinct().toList();
    return all.size() == 1 ? all.getFirst() : Transport.UNKNOWN;
  }
}
