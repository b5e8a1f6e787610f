package dev.vireo.backup.projection;

import dev.vireo.bus.backup.GuestMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job, as the events tell it. */
public record JobView(
    String job,
    String destination,
    String source,
    String host,
    @Nullable String schedule,
    String zone,
    @Nullable String window,
    @Nullable String retention,
    int makeUpMinutes,
    int attempts,
    @Nullable Integer uploadKiBPerSecond,
    @Nullable GuestMode mode,
    @Nullable String preScript,
    @Nullable String postScript,
    Instant since,
    String actor,
    @Nullable Instant decided,
    @Nullable String running,
    @Nullable Long lastTookMillis) {}
