package dev.vireo.container.projection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host of containers as it was last read. */
public record HostView(
    String host,
    String product,
    Instant readAt,
    @Nullable Long freeMemoryMiB,
    @Nullable Long freeDiskMiB,
    List<String> unparsed) {}
