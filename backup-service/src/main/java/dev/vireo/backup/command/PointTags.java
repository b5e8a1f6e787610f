package dev.vireo.backup.command;

import dev.vireo.backup.domain.job.PointId;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * How the two snapshots of a restore point are told in a repository: by tags, and each by the one
 * file in it.
 */
final class PointTags {

  /** The file of the snapshot that lists it, without which it counts for nothing. */
  static final String LISTING_FILE = "/listing.jsonl";

  static final String DATA = "kind=data";
  static final String LISTING = "kind=listing";

  private PointTags() {}

  static List<String> of(PointId point, String job, String kind) {
    return List.of(Repository.OURS, pointTag(point), "job=" + job, kind);
  }

  static String pointTag(PointId point) {
    return "point=" + point;
  }

  /** The one of these that is of this kind, if there is one. */
  static Optional<Snapshot> ofKind(List<Snapshot> snapshots, String kind) {
    return snapshots.stream().filter(s -> s.tags().contains(kind)).findFirst();
  }
}
