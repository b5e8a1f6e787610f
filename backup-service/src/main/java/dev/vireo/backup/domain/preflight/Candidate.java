package dev.vireo.backup.domain.preflight;

/**
 * A cause that the evidence does not exclude.
 *
 * @param why the evidence makes it more or less likely
 * @param probe what would decide, without another login from here
 */
public record Candidate(Cause cause, String why, String probe) {}
