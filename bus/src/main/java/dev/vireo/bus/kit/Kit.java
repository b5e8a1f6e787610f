package dev.vireo.bus.kit;

import java.time.Clock;

/**
 * What a service's command handling stands on.
 *
 * @param publisher where messages go
 * @param journal what was taken up and finished
 * @param leases who may change what
 * @param clock the time
 * @param source who speaks, such as {@code /vireo/multipath}
 * @param instance this process, among others of the service
 * @param checkpoint told of each point at which a crash must do no harm
 * @param finished told of each command that this process finishes
 */
public record Kit(
    Publisher publisher,
    Journal journal,
    Leases leases,
    Clock clock,
    String source,
    String instance,
    Checkpoint checkpoint,
    Finished finished) {}
