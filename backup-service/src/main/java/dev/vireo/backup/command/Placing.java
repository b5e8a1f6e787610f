package dev.vireo.backup.command;

import dev.vireo.backup.host.HostFolders;
import dev.vireo.backup.host.HostFolders.Found;
import dev.vireo.backup.listing.Chosen;
import dev.vireo.backup.tar.EntryPath;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.backup.BackupFailureCause;
import dev.vireo.hypervisor.UnreachableException;
import dev.vireo.hypervisor.script.ScriptBrokenException;
import dev.vireo.hypervisor.script.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How what was restored comes to its place: it is unpacked beside it, on the same file system, and
 * renamed when it was found to be right. What was at the place keeps all of its content under
 * another name. Each step can be taken again after a crash, and does nothing where it was taken.
 *
 * @param target the folder that is restored to
 * @param quarantine where it is unpacked
 * @param moves what goes where in the end
 * @param whole whether the quarantine itself becomes the target
 * @param mark what the names are made of that are ours
 */
record Placing(String target, String quarantine, List<Move> moves, boolean whole, String mark) {

  /** Something that is renamed. */
  record Move(String from, String to) {}

  /**
   * How chosen entries come into a folder.
   *
   * @param mark 8 digits that are the same each time the command is begun
   */
  static Placing of(String target, Chosen chosen, String mark) {
    if (chosen.all()) {
      String quarantine = target + ".vireo-restore-" + mark;
      return new Placing(target, quarantine, List.of(new Move(quarantine, target)), true, mark);
    }
    String quarantine = target + "/.vireo-restore-" + mark;
    List<Move> moves = new ArrayList<>();
    for (String path : chosen.paths()) {
      String name =
          EntryPath.literal(path)
              .orElseThrow(
                  () ->
                      new InvalidMessage(
                          "include",
                          path
                              + " is no name that a shell can be told; include the folder that it"
                              + " lies in"));
      moves.add(new Move(quarantine + "/" + name, target + "/" + name));
    }
    return new Placing(target, quarantine, moves, false, mark);
  }

  /**
   * Looks at what is at the places.
   *
   * @throws InvalidMessage where something is, and may not be replaced
   */
  void mayBegin(HostFolders host, boolean replace)
      throws UnreachableException, ScriptBrokenException, InterruptedException {
    Found found = host.found(target);
    if (!whole && found == Found.OTHER) {
      throw new InvalidMessage("path", host.name() + ":" + target + " is no folder");
    }
    if (replace) {
      return;
    }
    if (whole && (found == Found.FOLDER || found == Found.OTHER)) {
      throw new InvalidMessage(
          "path",
          "%s:%s is there, and is not written over; say replace (--replace) to have it kept under"
                  .formatted(host.name(), target)
              + " another name, or restore to another folder");
    }
    List<String> taken = whole ? List.of() : host.taken(moves.stream().map(Move::to).toList());
    if (!taken.isEmpty()) {
      throw new InvalidMessage(
          "include",
          "%s has %s, which is not written over; say replace (--replace) to have it kept under"
                  .formatted(host.name(), String.join(", ", taken))
              + " another name, or restore to another folder");
    }
  }

  /** Makes the quarantine, empty. */
  void makeQuarantine(HostFolders host)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.of("parent", "mkdir", "-p", "--", parent(quarantine)));
    steps.addAll(madeAnew(quarantine));
    change(host, steps);
  }

  /** A folder of our own name, without what a crash may have left in it; for its owner alone. */
  static List<Step> madeAnew(String folder) {
    return List.of(
        Step.of("remove", "rm", "-rf", "--", folder),
        Step.of("make", "mkdir", "-m", "700", "--", folder));
  }

  void removeQuarantine(HostFolders host)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    change(host, List.of(Step.of("remove", "rm", "-rf", "--", quarantine)));
  }

  /**
   * Moves everything to its place.
   *
   * @param checkpoint told before and after each
   * @return the names under which what was there is kept
   */
  List<String> place(HostFolders host, Consumer<String> checkpoint)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    for (Move move : moves) {
      checkpoint.accept("before-move");
      if (host.taken(List.of(move.from())).isEmpty()) {
        continue; // It was moved by a run before this one.
      }
      List<Step> steps = new ArrayList<>();
      steps.add(Step.of("parent", "mkdir", "-p", "--", parent(move.to())));
      if (whole && host.found(move.to()) == Found.EMPTY_FOLDER) {
        steps.add(Step.of("empty", "rmdir", "--", move.to()));
      } else if (!host.taken(List.of(move.to())).isEmpty()) {
        steps.add(Step.of("keep", "mv", "--", move.to(), kept(move)));
      }
      steps.add(Step.of("place", "mv", "--", move.from(), move.to()));
      change(host, steps);
      checkpoint.accept("after-move");
    }
    List<String> there = host.taken(moves.stream().map(Move::to).toList());
    if (there.size() < moves.size()) {
      throw new Problem(
          BackupFailureCause.NOT_VERIFIED,
          host.name() + ": not all is where it was moved to: only " + there,
          "see who else works in " + target);
    }
    if (!whole) {
      removeQuarantine(host);
    }
    return host.taken(moves.stream().map(this::kept).toList());
  }

  private String kept(Move move) {
    return move.to() + ".before-restore-" + mark;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  private static void change(HostFolders host, List<Step> steps)
      throws Problem, UnreachableException, ScriptBrokenException, InterruptedException {
    Optional<String> failed = host.change(steps);
    if (failed.isPresent()) {
      throw refused(host, failed.get());
    }
  }

  static Problem refused(HostFolders host, String seen) {
    return new Problem(
        BackupFailureCause.TARGET_REFUSED,
        host.name() + ": " + seen,
        "see that the account which the host is registered with may write there");
  }
}
