package dev.vireo.bus.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A storage or network adapter of a host.
 *
 * @param name such as {@code vmhba2}
 * @param driver such as {@code lpfc}
 * @param link link state as printed, such as {@code link-up}
 * @param uid such as {@code fc.20000000c9000001:10000000c9000001}
 * @param description what the host calls it
 */
public record Adapter(
    String name,
    @Nullable String driver,
    @Nullable String link,
    @Nullable String uid,
    @Nullable String description) {}
