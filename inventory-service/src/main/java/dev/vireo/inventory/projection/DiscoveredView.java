package dev.vireo.inventory.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a host was found, as last seen.
 *
 * @param address where it answers
 * @param foundBy {@code address}, {@code network} or {@code vcenter NAME}
 * @param name the name it goes by, as far as was told
 * @param banner what it said of itself
 * @param product its product, as far as was told
 * @param version its version, as far as was told
 * @param build its build, as far as was told
 * @param registeredAs the host that is reached there now, if one is
 * @param seenAt when it was seen
 */
public record DiscoveredView(
    String address,
    String foundBy,
    @Nullable String name,
    @Nullable String banner,
    @Nullable String product,
    @Nullable String version,
    @Nullable String build,
    @Nullable String registeredAs,
    Instant seenAt) {}
