package dev.vireo.backup.guest;

import dev.vireo.hypervisor.script.Step;

/**
 * What something of ours that was cut short has left on a host.
 *
 * @param guest the guest that it is of; whoever works on that guest holds it, so that what belongs
 *     to a run that goes on is told from what does not
 * @param what for an operator
 * @param remedy takes it away, or finds that it is gone
 */
public record Leftover(String guest, String what, Step remedy) {}
