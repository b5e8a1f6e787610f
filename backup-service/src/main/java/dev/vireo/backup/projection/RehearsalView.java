package dev.vireo.backup.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the newest restore point of a job is rehearsed, as the events tell it.
 *
 * @param host where it is restored; null: it is read from its destination
 */
public record RehearsalView(
    String job,
    String schedule,
    String zone,
    @Nullable String host,
    @Nullable String folder,
    Instant since,
    String actor) {}
