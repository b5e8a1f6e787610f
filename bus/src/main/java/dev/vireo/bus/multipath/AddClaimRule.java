package dev.vireo.bus.multipath;

import dev.vireo.bus.Command;
import org.jspecify.annotations.Nullable;

/**
 * Adds a claim rule for new LUNs. It makes a plan that can be rolled back.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 * @param rule the rule
 * @param planOnly make the plan and change nothing
 */
public record AddClaimRule(String select, SatpRule rule, boolean planOnly) implements Command {

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
