package dev.vireo.inventory.command;

import dev.vireo.bus.Command;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal.Ended;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the commands that a fleet command was split into have ended.
 *
 * @param good hosts whose command succeeded
 * @param unreachable hosts that do not answer
 * @param failed other hosts, each with why
 */
record Children(List<String> good, List<String> unreachable, List<String> failed) {

  private static final int SHOWN = 10;

  Children {
    good = List.copyOf(good);
    unreachable = List.copyOf(unreachable);
    failed = List.copyOf(failed);
  }

  /** Has one command per host worked and waits for all of them, saying how far it has come. */
  static <D extends Command> Children work(Handling<?> handling, List<D> commands)
      throws InterruptedException {
    Map<String, D> byId = handling.fanOut(commands);
    int total = byId.size();
    int every = Math.max(1, total / 20);
    int[] count = new int[2];
    Map<String, Ended> ended =
        handling.await(
            byId.keySet(),
            (id, end) -> {
              count[0]++;
              count[1] += end.succeeded() ? 0 : 1;
              if (count[0] % every == 0 || count[0] == total) {
                handling.progress(
                    count[0], total, count[1], count[0] + " of " + total + " hosts done");
              }
            });
    List<String> good = new ArrayList<>();
    List<String> unreachable = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    byId.forEach(
        (id, command) -> {
          Ended end = ended.get(id);
          if (end != null && end.succeeded()) {
            good.add(command.about());
          } else if (end != null && FailureReason.UNREACHABLE.name().equals(end.reason())) {
            unreachable.add(command.about());
          } else {
            failed.add(command.about() + " (" + (end == null ? "no end" : end.message()) + ")");
          }
        });
    return new Children(good, unreachable, failed);
  }

  int total() {
    return good.size() + unreachable.size() + failed.size();
  }

  /**
   * How the fleet command ends.
   *
   * @param verb what the good ones do, such as {@code answer}
   */
  Result result(String verb) {
    Map<String, String> figures = figures();
    String summary = good.size() + " of " + total() + " hosts " + verb;
    if (good.size() == total()) {
      return Result.done(summary, figures);
    }
    FailureReason reason =
        unreachable.size() == total() ? FailureReason.UNREACHABLE : FailureReason.PARTLY_DONE;
    return Result.failed(reason, summary + rest(), figures);
  }

  Map<String, String> figures() {
    Map<String, String> figures = new HashMap<>();
    figures.put("hosts", Integer.toString(total()));
    figures.put("reachable", Integer.toString(good.size()));
    figures.put("unreachable", Integer.toString(unreachable.size()));
    figures.put("failed", Integer.toString(failed.size()));
    return figures;
  }

  /** Those that are not good, in words. */
  String rest() {
    return listed("; unreachable: ", unreachable)
        + listed("; failed: ", failed)
        + (unreachable.isEmpty() ? "" : "; GET /hosts?select=state=unreachable has causes");
  }

  private static String listed(String before, List<String> hosts) {
    if (hosts.isEmpty()) {
      return "";
    }
    String shown = String.join(", ", hosts.subList(0, Math.min(SHOWN, hosts.size())));
    int more = hosts.size() - SHOWN;
    return before + shown + (more > 0 ? " and " + more + " more" : "");
  }
}
