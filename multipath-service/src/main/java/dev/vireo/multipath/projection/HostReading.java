package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.ScannedSatp;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a host's storage: its last scan, with the changes since.
 *
 * @param host the host
 * @param product what it is
 * @param readAt when it was scanned
 * @param devices as the host lists them
 * @param satps array types with their defaults
 * @param policies policies it offers
 * @param unparsed lines of the scan that were not understood
 */
public record HostReading(
    String host,
    String product,
    Instant readAt,
    List<DeviceView> devices,
    List<ScannedSatp> satps,
    List<String> policies,
    List<String> unparsed) {
  public HostReading {
    devices = List.copyOf(devices);
    satps = List.copyOf(satps);
    policies = List.copyOf(policies);
    unparsed = List.copyOf(unparsed);
  }
}
