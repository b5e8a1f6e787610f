package dev.vireo.bus.inventory;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a host says it is: first seen, or different from before.
 *
 * @param host the host, by its registered name
 * @param product {@code esx} for ESX and ESXi, {@code pve}, {@code openvz}, {@code linux}
 * @param version such as {@code 6.7.0}
 * @param build such as {@code 17700523}
 * @param fullName its own words, such as {@code VMware ESXi 6.7.0 build-17700523}
 * @param adapters its storage adapters
 */
public record HostIdentified(
    String host,
    String product,
    String version,
    @Nullable String build,
    String fullName,
    List<Adapter> adapters)
    implements Event {

  public HostIdentified {
    adapters = Absent.orEmpty(adapters);
  }

  @Override
  public String about() {
    return host;
  }
}
