package dev.vireo.container.tool;

import dev.vireo.bus.container.ContainerResources;
import dev.vireo.container.domain.lifecycle.Address;
import dev.vireo.container.domain.lifecycle.HostName;
import dev.vireo.container.domain.lifecycle.Ipv4;
import java.util.List;
import java.util.Optional;

/**
 * Settings of a container; what is empty stays as it is.
 *
 * @param addresses all addresses that it shall have
 * @param nameservers all its name servers; none: as they are
 * @param onBoot whether it starts with the host
 */
public record Settings(
    Optional<HostName> hostname,
    Optional<List<Address>> addresses,
    Optional<Ipv4> gateway,
    List<Ipv4> nameservers,
    Optional<HostName> searchDomain,
    ContainerResources resources,
    Optional<Boolean> onBoot) {

  /** Resources that say nothing. */
  public static final ContainerResources NO_RESOURCES =
      new ContainerResources(null, null, null, null, null);

  public Settings {
    nameservers = List.copyOf(nameservers);
  }

  /** The addresses, none where they stay as they are. */
  public List<Address> addressesOrNone() {
    return addresses.orElse(List.of());
  }
}
