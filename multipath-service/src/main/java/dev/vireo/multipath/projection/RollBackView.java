package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PlanRolledBack;
import java.time.Instant;

/**
 * A roll-back of a plan.
 *
 * @param done what it came to
 * @param at when it ended
 * @param actor who asked for it
 * @param correlation the chain it belongs to; that of the changes it made too
 */
public record RollBackView(PlanRolledBack done, Instant at, String actor, String correlation) {}
