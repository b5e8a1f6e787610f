package dev.vireo.bus.container;

/**
 * One check of a container that was started.
 *
 * @param name what was checked
 * @param result what it came to
 * @param evidence what was run and what it said
 */
public record StartCheck(StartCheckName name, StartCheckResult result, String evidence) {}
