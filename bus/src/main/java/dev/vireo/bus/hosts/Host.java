package dev.vireo.bus.hosts;

import dev.vireo.bus.Event;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.Connection;
import dev.vireo.bus.inventory.HostIdentified;
import dev.vireo.bus.inventory.HostRecovered;
import dev.vireo.bus.inventory.HostRegistered;
import dev.vireo.bus.inventory.HostRetired;
import dev.vireo.bus.inventory.HostTagged;
import dev.vireo.bus.inventory.HostUnreachable;
import dev.vireo.bus.inventory.UnreachableCause;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered host as its events tell it.
 *
 * @param name its name
 * @param connection how it is reached
 * @param tags its tags
 * @param identity what it says it is; null until it was first asked
 * @param unreachable why it does not answer; null if it does, or was never asked
 */
public record Host(
    String name,
    Connection connection,
    Map<String, String> tags,
    @Nullable Identity identity,
    @Nullable UnreachableCause unreachable) {

  public Host {
    tags = Map.copyOf(tags);
  }

  /**
   * What a host says it is.
   *
   * @param product such as {@code esx}
   * @param version such as {@code 6.7.0}
   * @param build such as {@code 17700523}
   * @param fullName its own words
   * @param adapters its storage adapters
   */
  public record Identity(
      String product,
      String version,
      @Nullable String build,
      String fullName,
      List<Adapter> adapters) {
    public Identity {
      adapters = List.copyOf(adapters);
    }
  }

  /**
   * The hosts after one more event; events that concern no registered host change nothing.
   *
   * @param before the host the event is about, if it is registered
   * @return the host now; null if it is not, or no longer, registered
   */
  public static @Nullable Host after(@Nullable Host before, Event event) {
    if (event instanceof HostRegistered e) {
      return before == null
          ? new Host(e.host(), e.connection(), e.tags(), null, null)
          : new Host(e.host(), e.connection(), e.tags(), before.identity, before.unreachable);
    }
    if (before == null) {
      return null;
    }
    return switch (event) {
      case HostTagged e ->
          new Host(before.name, before.connection, e.tags(), before.identity, before.unreachable);
      case HostIdentified e ->
          new Host(
              before.name,
              before.connection,
              before.tags,
              new Identity(e.product(), e.version(), e.build(), e.fullName(), e.adapters()),
              null);
      case HostUnreachable e ->
          new Host(before.name, before.connection, before.tags, before.identity, e.cause());
      case HostRecovered e ->
          new Host(before.name, before.connection, before.tags, before.identity, null);
      case HostRetired e -> null;
      default -> before;
    };
  }

  /** The product; empty while it is not known. */
  public String product() {
    return identity == null ? "" : identity.product();
  }

  /** The version; empty while it is not known. */
  public String version() {
    return identity == null ? "" : identity.version();
  }
}
