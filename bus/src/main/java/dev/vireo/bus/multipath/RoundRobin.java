package dev.vireo.bus.multipath;

import dev.vireo.bus.schema.Range;
import org.jspecify.annotations.Nullable;

/**
 * How round robin is to rotate.
 *
 * @param limit what is counted
 * @param iops operations per path, 1 to 10,000,000, with {@code IOPS}
 * @param bytes bytes per path, with {@code BYTES}
 * @param useAno whether active-unoptimised paths take part; null: as it is
 */
public record RoundRobin(
    RoundRobinLimit limit,
    @Range(min = 1, max = 10_000_000) @Nullable Long iops,
    @Range(min = 1, max = Long.MAX_VALUE) @Nullable Long bytes,
    @Nullable Boolean useAno) {}
