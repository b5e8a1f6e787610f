package dev.vireo.bus.backup;

import dev.vireo.bus.schema.Range;

/**
 * One check of a connection from one place.
 *
 * @param name what was checked, such as {@code certificate-dates}
 * @param from the place: a registered host, or {@code here}
 * @param result what was found
 * @param evidence what was sent and what came back, without secrets
 * @param millis how long it took, in milliseconds
 */
public record ConnectionCheck(
    String name,
    String from,
    ConnectionCheckResult result,
    String evidence,
    @Range(min = 0, max = 86_400_000) long millis) {}
