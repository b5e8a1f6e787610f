package dev.vireo.multipath.domain;

/**
 * A rule that a change would break.
 *
 * @param seen what was seen on the host that breaks it, in words
 */
public record BrokenRule(SafetyRule rule, String seen) {

  /** For people: what the rule says and what was seen. */
  public String words() {
    return rule.words() + ": " + seen;
  }
}
