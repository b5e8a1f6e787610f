package dev.vireo.bus.multipath;

import dev.vireo.bus.Absent;
import dev.vireo.bus.Command;
import java.util.List;

/**
 * One host's part of setting an array type's default.
 *
 * @param plan the plan's id
 * @param host the host, by its registered name
 * @param satp the array type
 * @param psp its new default policy
 * @param planOnly change nothing
 * @param overrides safety rules set aside
 */
public record SetHostSatpDefault(
    String plan,
    String host,
    String satp,
    String psp,
    boolean planOnly,
    List<RuleOverride> overrides)
    implements Command {

  public SetHostSatpDefault {
    overrides = Absent.orEmpty(overrides);
  }

  @Override
  public String about() {
    return host;
  }

  @Override
  public String lane() {
    return host;
  }
}
