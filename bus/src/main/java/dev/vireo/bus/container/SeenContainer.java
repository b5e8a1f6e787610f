package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as a host was read to have it.
 *
 * @param container its id on the host, such as {@code 101}; the name where the host knows names
 *     only
 * @param hostname its name; absent: it has none
 * @param state what it is doing
 * @param addresses addresses of its configuration, which are not yet those it has
 * @param template what it was made from; absent: the host does not say
 * @param onBoot whether it starts with the host; absent: the host does not say
 */
public record SeenContainer(
    String container,
    @Nullable String hostname,
    ContainerState state,
    List<String> addresses,
    @Nullable String template,
    @Nullable Boolean onBoot) {
  public SeenContainer {
    addresses = Absent.orEmpty(addresses);
  }
}
