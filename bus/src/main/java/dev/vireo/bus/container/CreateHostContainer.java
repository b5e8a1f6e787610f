package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one container on one host.
 *
 * @param host the host, by its registered name
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param template the template, by the name of its file
 * @param hostname its name
 * @param addresses its addresses, each with or without a prefix length; empty: none
 * @param gateway its gateway
 * @param nameservers its name servers
 * @param searchDomain its search domain
 * @param resources what it may use
 * @param start start it and see that its network is up
 * @param keepHalfMade leave what could not be made to its end for a look
 */
public record CreateHostContainer(
    String host,
    String container,
    String template,
    String hostname,
    List<String> addresses,
    @Nullable String gateway,
    List<String> nameservers,
    @Nullable String searchDomain,
    @Nullable ContainerResources resources,
    boolean start,
    boolean keepHalfMade)
    implements Command {
  public CreateHostContainer {
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
