package dev.vireo.multipath.domain;

/**
 * An operator's word that a rule does not hold this time; it is recorded with the change.
 *
 * @param who the actor of the command
 * @param why never empty
 */
public record RuleOverride(SafetyRule rule, String who, String why) {

  public RuleOverride {
    if (!rule.overridable()) {
      throw new MalformedValue(
          "override",
          rule.id(),
          0,
          "cannot be overridden (" + rule.words() + ")",
          "leave the devices it refuses out of the plan");
    }
    if (why.isBlank()) {
      throw new MalformedValue(
          "override", rule.id(), 0, "gives no reason", "say why the rule does not hold");
    }
  }
}
