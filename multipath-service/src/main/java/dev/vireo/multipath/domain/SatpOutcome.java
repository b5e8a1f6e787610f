package dev.vireo.multipath.domain;

import java.util.List;
import java.util.stream.Collectors;

/** What a plan does with a SATP's default or claim rules on one host. */
public sealed interface SatpOutcome {

  String reason();

  record Keep(String reason) implements SatpOutcome {}

  /**
   * @param act what to tell the host
   * @param undo what to tell it to have the former state back
   */
  record Change(
      String reason,
      HostAction act,
      HostAction undo,
      List<RuleOverride> overridden,
      List<String> notes)
      implements SatpOutcome {

    public Change {
      overridden = List.copyOf(overridden);
      notes = List.copyOf(notes);
    }
  }

  record Refuse(List<BrokenRule> broken) implements SatpOutcome {

    public Refuse {
      broken = List.copyOf(broken);
    }

    @Override
    public String reason() {
      return broken.stream().map(BrokenRule::words).collect(Collectors.joining("; "));
    }
  }
}
