package dev.vireo.bus.container;

import dev.vireo.bus.schema.Range;

/**
 * A template file that was looked at.
 *
 * @param name its file name
 * @param accepted whether the product offers it
 * @param bytes its size
 */
public record SeenTemplate(
    String name, boolean accepted, @Range(min = 0, max = Long.MAX_VALUE) long bytes) {}
