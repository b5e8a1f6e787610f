package dev.vireo.bus.backup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the runs of a job in 24 hours.
 *
 * @param job its name
 * @param completed how many made a restore point
 * @param failed how many did not
 * @param missed how many were not begun in time
 * @param addedBytes what its destination grew by, in bytes
 * @param point its newest restore point, from whenever; absent: there is none
 * @param pointAt when that was made
 * @param pointState whether it is {@code UNVERIFIED}, {@code VERIFIED} or {@code DAMAGED}
 * @param problem why the last run of these hours failed or was missed; absent: it did not
 */
public record JobSummary(
    String job,
    int completed,
    int failed,
    int missed,
    long addedBytes,
    @Nullable String point,
    @Nullable Instant pointAt,
    @Nullable String pointState,
    @Nullable String problem) {}
