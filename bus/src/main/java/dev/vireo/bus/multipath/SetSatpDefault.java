package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets the default policy that new LUNs of an array type get. It makes a plan that can be rolled
 * back.
 *
 * @param select the hosts it concerns, as a selector such as {@code product=esx and tag:env=prod}
 * @param satp the array type, such as {@code VMW_SATP_SVC}
 * @param psp its new default policy
 * @param planOnly make the plan and change nothing
 * @param overrides safety rules set aside
 */
public record SetSatpDefault(
    String select, String satp, String psp, boolean planOnly, List<RuleOverride> overrides)
    implements Command {

  public SetSatpDefault {
    overrides = Absent.orEmpty(overrides);
  }

  @Override
  public String about() {
    return select;
  }

  @Override
  public @Nullable String lane() {
    return null;
  }
}
