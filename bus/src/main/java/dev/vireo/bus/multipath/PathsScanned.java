package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.time.Instant;
import java.util.List;

/**
 * One host as it was read just now.
 *
 * @param host the host, by its registered name
 * @param product what it is, such as {@code VMware ESXi 6.7.0}
 * @param readAt when the read ended
 * @param devices all its devices
 * @param satps array types and their defaults
 * @param policies policies it offers
 * @param unparsed lines that were not understood, as they came
 */
public record PathsScanned(
    String host,
    String product,
    Instant readAt,
    List<ScannedDevice> devices,
    List<ScannedSatp> satps,
    List<String> policies,
    List<String> unparsed)
    implements Event {

  public PathsScanned {
    devices = Absent.orEmpty(devices);
    satps = Absent.orEmpty(satps);
    policies = Absent.orEmpty(policies);
    unparsed = Absent.orEmpty(unparsed);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String facet() {
    return readAt.toString();
  }
}
