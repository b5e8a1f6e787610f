package dev.vireo.bus.inventory;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import dev.vireo.bus.schema.Range;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for hosts at listed addresses, in a network, or behind a vCenter. Give exactly one of
 * these.
 *
 * @param addresses addresses to try, 10,000 at most
 * @param network a CIDR range such as {@code 192.0.2.0/24}, no wider than 4,096 addresses
 * @param vcenter a vCenter to ask
 * @param port SSH port to try in a network, 22 if absent
 * @param connection with which account found hosts are registered and probed, its address ignored;
 *     null: they are only reported
 * @param tags tags for the hosts that get registered
 * @param perSecond connections begun per second at most, 1 to 500; 50 if absent
 */
public record DiscoverHosts(
    @Range(min = 0, max = 10_000) List<String> addresses,
    @Nullable String network,
    @Nullable VCenter vcenter,
    @Range(min = 1, max = 65_535) @Nullable Integer port,
    @Nullable Connection connection,
    Map<String, String> tags,
    @Range(min = 1, max = 500) @Nullable Integer perSecond)
    implements Command {

  public DiscoverHosts {
    addresses = Absent.orEmpty(addresses);
    tags = Absent.orEmpty(tags);
  }

  @Override
  public String about() {
    return network != null
        ? network
        : vcenter != null
            ? vcenter.address()
            : addresses.isEmpty() ? "nothing" : addresses.getFirst();
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
