package dev.vireo.bus.backup;

/**
 * A cause that the evidence does not exclude.
 *
 * @param cause the cause
 * @param why the evidence makes it more or less likely
 * @param probe what would decide
 */
public record ConnectionCandidate(ConnectionCause cause, String why, String probe) {}
