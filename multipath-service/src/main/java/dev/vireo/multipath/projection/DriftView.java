package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PolicyDrifted;
import java.time.Instant;

/**
 * A departure from a standard that goes on.
 *
 * @param drift how the device departs, as last said
 * @param since when it began
 */
public record DriftView(PolicyDrifted drift, Instant since) {}
