package dev.vireo.ramcloud.command;

import java.util.List;
import java.util.Optional;

/** Who has which tablet, and moving one: for operators. */
final class TabletCommands {

  private static final String GROUP = "ramcloud";

  private TabletCommands() {}

  static List<CommandSpec> commands() {
    return List.of(
        CommandSpec.of(
            "rc.tablets",
            1,
            "admin stale",
            KeyRange.NONE,
            GROUP,
            "1.0.0",
            "Gives the tablets as they stand at this master: number, first and last slot, role,"
                + " phase, 1 for a standby that has read all.",
            TabletCommands::tablets),
        CommandSpec.of(
            "rc.move",
            3,
            "admin stale",
            KeyRange.NONE,
            GROUP,
            "1.0.0",
            "Has a tablet moved to the master of an id.",
            TabletCommands::move));
  }

  private static void tablets(Call call) {
    List<ClusterView.TabletAt> tablets = call.core().server().cluster().tablets();
    call.out.array(tablets.size());
    for (ClusterView.TabletAt tablet : tablets) {
      call.out.array(6);
      call.out.integer(tablet.number());
      call.out.integer(tablet.slots().first());
      call.out.integer(tablet.slots().last());
      call.out.bulk(tablet.role());
      call.out.bulk(tablet.phase());
      call.out.integer(tablet.warm() ? 1 : 0);
    }
  }

  private static void move(Call call) {
    if (!Words.isLong(call.args, 1)) {
      call.error(Errors.NOT_AN_INTEGER);
      return;
    }
    long tablet = Words.longOf(call.args, 1);
    Optional<String> obstacle =
        call.core()
            .server()
            .cluster()
            .move((int) Math.clamp(tablet, -1, Integer.MAX_VALUE), call.args.text(2));
    if (obstacle.isPresent()) {
      call.error("ERR " + obstacle.get());
    } else {
      call.out.ok();
    }
  }
}
