package dev.vireo.container.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line of a tool that is more than its usual course. */
public record FindingView(
    String host,
    String container,
    String what,
    String kind,
    String line,
    @Nullable String meaning,
    Instant at,
    int place) {}
