package dev.vireo.multipath.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything one read of a host says about its storage paths. Immutable; no record, for it also
 * keeps what finds one of a thousand devices and its paths at once.
 */
public final class HostStorage {

  private final String host;
  private final EsxVersion version;
  private final List<Psp> psps;
  private final List<Satp> satps;
  private final List<SatpRule> satpRules;
  private final List<ClaimRule> claimRules;
  private final List<Device> devices;
  private final List<Path> paths;
  private final List<UnparsedLine> unparsed;
  private final List<UnreadListing> unread;
  private final Instant readAt;
  private final Map<DeviceId, Device> deviceById;
  private final Map<DeviceId, List<Path>> pathsByDevice;

  /**
   * One read.
   *
   * @param host the host's name in the inventory
   * @param psps policies that the host offers
   * @param devices every device of the core layer and of the plug-ins, in the host's order
   * @param unparsed lines that are not understood
   * @param unread listings that could not be had; a plan for such a host changes nothing
   */
  public HostStorage(
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
    this.host = host;
    this.version = version;
    this.psps = List.copyOf(psps);
    this.satps = List.copyOf(satps);
    this.satpRules = List.copyOf(satpRules);
    this.claimRules = List.copyOf(claimRules);
    this.devices = List.copyOf(devices);
    this.paths = List.copyOf(paths);
    this.unparsed = List.copyOf(unparsed);
    this.unread = List.copyOf(unread);
    this.readAt = readAt;
    this.deviceById = byId(this.devices);
    this.pathsByDevice = byDevice(this.paths);
  }

  private static Map<DeviceId, Device> byId(List<Device> devices) {
    Map<DeviceId, Device> byId = new HashMap<>();
    devices.forEach(device -> byId.putIfAbsent(device.id(), device));
    return byId;
  }

  private static Map<DeviceId, List<Path>> byDevice(List<Path> paths) {
    Map<DeviceId, List<Path>> byDevice = new LinkedHashMap<>();
    for (Path path : paths) {
      byDevice.computeIfAbsent(path.device(), id -> new ArrayList<>()).add(path);
    }
    byDevice.replaceAll((id, own) -> List.copyOf(own));
    return Collections.unmodifiableMap(byDevice);
  }

  /** The host's name in the inventory. */
  public String host() {
    return host;
  }

  public EsxVersion version() {
    return version;
  }

  /** Policies that the host offers. */
  public List<Psp> psps() {
    return psps;
  }

  public List<Satp> satps() {
    return satps;
  }

  public List<SatpRule> satpRules() {
    return satpRules;
  }

  public List<ClaimRule> claimRules() {
    return claimRules;
  }

  /** Every device of the core layer and of the plug-ins, in the host's order. */
  public List<Device> devices() {
    return devices;
  }

  public List<Path> paths() {
    return paths;
  }

  /** Lines that are not understood. */
  public List<UnparsedLine> unparsed() {
    return unparsed;
  }

  /** Listings that could not be had; a plan for such a host changes nothing. */
  public List<UnreadListing> unread() {
    return unread;
  }

  /** Those of these listings that could not be had. */
  public List<UnreadListing> unreadOf(Collection<String> listings) {
    return unread.stream().filter(u -> listings.contains(u.listing())).toList();
  }

  public Instant readAt() {
    return readAt;
  }

  public Optional<Device> device(DeviceId id) {
    return Optional.ofNullable(deviceById.get(id));
  }

  public Optional<Satp> satp(SatpName name) {
    return satps.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  public boolean offers(PspName psp) {
    return psps.stream().anyMatch(p -> p.name().equals(psp));
  }

  /** A device's paths, in the host's order. */
  public List<Path> pathsOf(DeviceId id) {
    return pathsByDevice.getOrDefault(id, List.of());
  }

  /** All paths, by device; a device without any has no entry. */
  public Map<DeviceId, List<Path>> pathsByDevice() {
    return pathsByDevice;
  }

  /** How the device is reached: the transport of its paths, UNKNOWN where they differ. */
  public static Transport transportOf(List<Path> paths) {
    List<Transport> all = paths.stream().map(Path::transport).distinct().toList();
    return all.size() == 1 ? all.getFirst() : Transport.UNKNOWN;
  }
}
