package dev.vireo.bus.selector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a selector is held against: a host as it is known.
 *
 * @param name the host, by its registered name
 * @param address where it is reached
 * @param product such as {@code esx}; null: not known
 * @param version such as {@code 6.7.0}; null: not known
 * @param build such as {@code 17700523}; null: not known
 * @param tags its tags
 * @param reachable whether it answered the last probe; null: never probed
 * @param guest the one of its guests that is meant; null: it is not looked at guests yet
 */
public record HostFacts(
    String name,
    String address,
    @Nullable String product,
    @Nullable String version,
    @Nullable String build,
    Map<String, String> tags,
    @Nullable Boolean reachable,
    @Nullable GuestFacts guest) {

  public HostFacts {
    tags = Map.copyOf(tags);
  }

  /** A host whose guests are not looked at. */
  public HostFacts(
      String name,
      String address,
      @Nullable String product,
      @Nullable String version,
      @Nullable String build,
      Map<String, String> tags,
      @Nullable Boolean reachable) {
    this(name, address, product, version, build, tags, reachable, null);
  }

  /** The host, and one of its guests. */
  public HostFacts with(GuestFacts one) {
    return new HostFacts(name, address, product, version, build, tags, reachable, one);
  }
}
