package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.SatpRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that was made and verified.
 *
 * @param event the event that says so
 * @param at when it was said
 * @param host the host
 * @param plan the plan it is part of
 * @param what what was changed
 * @param verifiedBy the read that showed it
 * @param actor on whose behalf
 * @param overrides safety rules that were set aside for it
 * @param rollBack whether it undid an earlier one
 * @param rollBackReason why, once the roll-back has ended and if a reason was given
 * @param correlation the chain it belongs to
 */
public record ChangeView(
    String event,
    Instant at,
    String host,
    String plan,
    What what,
    String verifiedBy,
    String actor,
    List<RuleOverride> overrides,
    boolean rollBack,
    @Nullable String rollBackReason,
    String correlation) {

  public ChangeView {
    overrides = List.copyOf(overrides);
  }

  /** What was changed. */
  public sealed interface What {}

  /**
   * The policy of a device.
   *
   * @param device the device
   * @param from how it was
   * @param to how it was read to be
   */
  public record DevicePolicy(String device, PolicyState from, PolicyState to) implements What {}

  /**
   * The default policy of an array type.
   *
   * @param satp the array type
   * @param from its former default
   * @param to its default after
   */
  public record SatpDefault(String satp, String from, String to) implements What {}

  /**
   * A claim rule.
   *
   * @param rule the rule
   * @param present whether it is there since; otherwise it is gone since
   */
  public record ClaimRule(SatpRule rule, boolean present) implements What {}
}
