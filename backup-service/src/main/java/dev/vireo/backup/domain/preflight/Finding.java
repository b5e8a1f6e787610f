package dev.vireo.backup.domain.preflight;

/** What one vantage point alone would conclude. */
public record Finding(String from, Cause cause, Confidence confidence) {}
