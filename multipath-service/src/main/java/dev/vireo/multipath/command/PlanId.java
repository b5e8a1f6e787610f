package dev.vireo.multipath.command;

import dev.vireo.bus.DerivedId;
import dev.vireo.bus.kit.Handling;

/** The id of the plan that a command makes: the same in each run of it, and short enough to say. */
final class PlanId {

  private PlanId() {}

  static String of(Handling<?> handling) {
    return ofCommand(handling.envelope().id());
  }

  /** Twelve hexadecimal digits of an id derived from the command's: 48 bits. */
  static String ofCommand(String command) {
    return "plan-" + DerivedId.of(command, "plan").replace("-", "").substring(0, 12);
  }
}
