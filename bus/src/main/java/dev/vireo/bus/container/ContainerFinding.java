package dev.vireo.bus.container;

import org.jspecify.annotations.Nullable;

/**
 * A line that a tool printed.
 *
 * @param kind what it is
 * @param line the line as it came
 * @param meaning what it means; absent: it says it itself, or nobody knows
 */
public record ContainerFinding(FindingKind kind, String line, @Nullable String meaning) {}
