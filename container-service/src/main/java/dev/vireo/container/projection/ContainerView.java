package dev.vireo.container.projection;

import dev.vireo.bus.container.StartCheck;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as it is known.
 *
 * @param addresses of its configuration
 * @param checks those of its last start
 * @param failed what failed last, as {@code START NO_NETWORK_CONFIG}, until something succeeds
 * @param at when it was seen so
 */
public record ContainerView(
    String host,
    String container,
    @Nullable String hostname,
    String state,
    List<String> addresses,
    @Nullable String template,
    @Nullable Boolean onBoot,
    List<StartCheck> checks,
    @Nullable String failed,
    @Nullable String advice,
    Instant at) {}
