package dev.vireo.bus.multipath;

import org.jspecify.annotations.Nullable;

/**
 * A path as it was read.
 *
 * @param name runtime name, such as {@code vmhba2:C0:T3:L11}
 * @param state {@code ACTIVE}, {@code STANDBY}, {@code DEAD}, {@code DISABLED} or {@code UNKNOWN}
 * @param transport such as {@code fc}
 * @param group the array's word for its group, such as {@code active unoptimized}
 */
public record ScannedPath(
    String name, String state, @Nullable String transport, @Nullable String group) {}
