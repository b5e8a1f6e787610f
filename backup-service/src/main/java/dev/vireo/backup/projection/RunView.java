package dev.vireo.backup.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run of a job, as the events tell it. */
public record RunView(
    String run,
    String job,
    String destination,
    String source,
    String host,
    @Nullable Instant due,
    Instant began,
    @Nullable Instant ended,
    String state,
    @Nullable String point,
    @Nullable String cause,
    @Nullable String message,
    @Nullable String advice,
    @Nullable Long addedBytes,
    @Nullable Long tookMillis,
    @Nullable Integer attempts) {}
