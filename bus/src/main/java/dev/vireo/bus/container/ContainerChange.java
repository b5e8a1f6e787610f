package dev.vireo.bus.container;

import org.jspecify.annotations.Nullable;

/**
 * One setting that a fresh read shows changed.
 *
 * @param setting such as {@code hostname}, {@code addresses}, {@code memoryMiB} or {@code snapshot}
 * @param from what it was; absent: nothing, or not known
 * @param to what it is now; absent: nothing
 */
public record ContainerChange(String setting, @Nullable String from, @Nullable String to) {}
