package dev.vireo.bus.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a destination at the end of these hours.
 *
 * @param destination its name
 * @param sound what the last check found; absent: it was never checked
 * @param checkedAt when that was
 * @param freeBytes what is free there, in bytes; absent where it cannot be seen
 */
public record DestinationSummary(
    String destination,
    @Nullable Boolean sound,
    @Nullable Instant checkedAt,
    @Nullable Long freeBytes) {}
