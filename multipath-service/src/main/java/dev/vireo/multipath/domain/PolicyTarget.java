package dev.vireo.multipath.domain;

import java.util.List;
import java.util.Set;

/** What a plan is after. */
public sealed interface PolicyTarget {

  /**
   * One policy for the devices of some SATPs.
   *
   * @param satps empty for those of any, which only makes sense with devices named one by one
   */
  record BySatp(Set<SatpName> satps, PolicyGoal goal) implements PolicyTarget {
    public BySatp {
      satps = Set.copyOf(satps);
    }
  }

  /** What the standards say, each for the devices that it fits. */
  record ByStandards(List<Standard> standards) implements PolicyTarget {
    public ByStandards {
      standards = List.copyOf(standards);
    }
  }
}
