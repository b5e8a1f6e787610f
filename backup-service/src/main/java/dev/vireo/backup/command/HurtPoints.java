package dev.vireo.backup.command;

import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which restore points need what is damaged. */
final class HurtPoints {

  private HurtPoints() {}

  /**
   * The restore points that damaged packs hurt, with the packs.
   *
   * @param all the points of the destination
   */
  static Map<String, Set<String>> of(
      Repository repository, List<PointView> all, Set<String> damaged)
      throws ResticException, InterruptedException {
    Map<String, Set<String>> hurt = new TreeMap<>();
    for (String pack : damaged) {
      Set<String> needing = repository.needing(pack);
      for (PointView point : all) {
        // A pack of folders is in no index of contents: whoever cannot be listed needs one.
        boolean needs =
            needing.isEmpty()
                ? !listable(repository, point)
                : needing.contains(point.dataSnapshot())
                    || needing.contains(point.listingSnapshot());
        if (needs) {
          hurt.computeIfAbsent(point.point(), p -> new TreeSet<>()).add(pack);
        }
      }
    }
    return hurt;
  }

  private static boolean listable(Repository repository, PointView point)
      throws ResticException, InterruptedException {
    return repository.listable(point.dataSnapshot())
        && repository.listable(point.listingSnapshot());
  }
}
