package dev.vireo.bus.container;

import dev.vireo.bus.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a container shall be; what is absent is not looked at.
 *
 * @param running whether it shall run; absent: it shall not
 * @param hostname its name
 * @param addresses its addresses; empty: not looked at
 * @param onBoot whether it starts with the host
 */
public record DefinedContainer(
    boolean running, @Nullable String hostname, List<String> addresses, @Nullable Boolean onBoot) {
  public DefinedContainer {
    addresses = Absent.orEmpty(addresses);
  }
}
