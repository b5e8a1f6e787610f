package dev.vireo.bus.multipath;

/**
 * A safety rule set aside by name, on the record.
 *
 * @param rule the rule's id, such as {@code single-path}
 * @param reason why it may be set aside here
 */
public record RuleOverride(String rule, String reason) {}
