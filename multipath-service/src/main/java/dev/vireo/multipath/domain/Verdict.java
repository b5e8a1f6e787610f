package dev.vireo.multipath.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a plan does with one device, and why, in words. */
public sealed interface Verdict {

  String reason();

  /** Why a device stays as it is. */
  enum Kept {
    ALREADY_SO,
    NOT_SELECTED,
    /** A standard differs, but only reports. */
    REPORT_ONLY
  }

  record Keep(Kept kind, String reason) implements Verdict {}

  /**
   * @param overridden rules that an operator put aside for it
   * @param notes what could not be checked, in words
   */
  record Change(
      PolicyState from,
      PolicyGoal to,
      String reason,
      List<RuleOverride> overridden,
      List<String> notes)
      implements Verdict {

    public Change {
      overridden = List.copyOf(overridden);
      notes = List.copyOf(notes);
    }

    /** What to tell the host, in order. */
    public List<HostAction> actions(DeviceId device) {
      List<HostAction> actions = new ArrayList<>();
      if (!from.psp().equals(to.psp())) {
        actions.add(new HostAction.SetPsp(device, to.psp()));
      }
      to.tuning().ifPresent(t -> actions.add(new HostAction.TuneRoundRobin(device, t)));
      return List.copyOf(actions);
    }
  }

  record Refuse(List<BrokenRule> broken) implements Verdict {

    public Refuse {
      broken = List.copyOf(broken);
    }

    @Override
    public String reason() {
      return broken.stream().map(BrokenRule::words).collect(Collectors.joining("; "));
    }
  }
}
