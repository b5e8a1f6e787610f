package dev.vireo.backup.guest;

import dev.vireo.backup.host.HostRefused;
import dev.vireo.bus.backup.GuestFormat;
import dev.vireo.bus.backup.GuestKind;
import dev.vireo.hypervisor.script.ScriptOutcome;
import dev.vireo.hypervisor.script.Step;
import dev.vireo.hypervisor.script.StepResult;
import java.util.List;
import java.util.Map;

/** Guests of one kind on a host of Proxmox VE, and the tools for them. */
interface PveFamily {

  GuestKind kind();

  /** What vzdump makes of one. */
  GuestFormat format();

  /** Lists them; its id is {@code list-} and the kind. */
  Step list();

  List<Guest> guests(StepResult listed);

  /** Prints a guest's configuration; fails where there is none. */
  Step config(String id);

  /** What a restore will need to know of a configuration. */
  default Map<String, String> settings(String config) {
    return Map.of();
  }

  /** Looks at what matters to where one is restored to, besides whether it is there. */
  default List<Step> lookBefore() {
    return List.of();
  }

  /** The program that makes a guest of an archive in its input. */
  Step restore(GuestTool.Returned returned, ScriptOutcome seen) throws HostRefused;

  /** What is done with a guest that was just made. */
  List<Step> after(GuestTool.Returned returned);

  /** What an operator should know of one that comes back. */
  List<String> notes();

  /**
   * Puts right what a vzdump that died left of a guest: {@code $2} is its id, {@code $m} the mode
   * it was read in, {@code $was} {@code running} where it ran before. Its status is whether it is
   * right now.
   */
  String remedy();

  /** Starts it and looks at it for three seconds; {@code $1} is its id. */
  String trial();

  /** Ends and destroys it, if there is one; {@code $1} is its id. */
  String destroy();

  /**
   * The script of {@link #trial}, of three seconds.
   *
   * @param start the command that starts it
   * @param runs the command that succeeds while it runs
   */
  static String started(String start, String runs) {
    return """
    %s || exit 1
    i=0
    while [ "$i" -lt 3 ]; do
    sleep 1; i=$((i + 1))
    %s || { echo "it ended within $i s of its start" >&2; exit 1; }
    done
    """
        .formatted(start, runs);
  }
}
