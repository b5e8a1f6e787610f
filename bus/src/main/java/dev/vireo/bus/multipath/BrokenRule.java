package dev.vireo.bus.multipath;

/**
 * A safety rule that speaks against a change.
 *
 * @param rule its id
 * @param words why, for a person
 * @param source where the rule comes from
 * @param overridable whether it may be set aside by name
 */
public record BrokenRule(String rule, String words, String source, boolean overridable) {}
