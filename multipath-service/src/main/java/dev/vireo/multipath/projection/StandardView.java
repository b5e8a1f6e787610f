package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.StandardDefined;
import java.time.Instant;

/**
 * A standard that holds.
 *
 * @param standard what it asks for, and of whom
 * @param since when it was last defined
 * @param actor by whom
 */
public record StandardView(StandardDefined standard, Instant since, String actor) {}
