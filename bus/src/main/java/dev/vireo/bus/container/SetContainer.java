package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes settings of a container; what is absent stays.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param hostname its name
 * @param addresses all addresses that it shall have; empty: as they are
 * @param noAddress it shall have no address
 * @param gateway its gateway
 * @param nameservers its name servers
 * @param searchDomain its search domain
 * @param resources what it may use
 * @param onBoot whether it starts with the host
 */
public record SetContainer(
    String host,
    String container,
    @Nullable String hostname,
    List<String> addresses,
    boolean noAddress,
    @Nullable String gateway,
    List<String> nameservers,
    @Nullable String searchDomain,
    @Nullable ContainerResources resources,
    @Nullable Boolean onBoot)
    implements Command {
  public SetContainer {
    addresses = Absent.orEmpty(addresses);
    nameservers = Absent.orEmpty(nameservers);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host + " " + container;
  }

  @Override
  public String facet() {
    return container;
  }
}
