package dev.vireo.backup.command;

import dev.vireo.backup.command.RunBackupHandler.Asked;
import dev.vireo.backup.domain.job.PointId;
import dev.vireo.backup.domain.job.SizeCheck;
import dev.vireo.backup.listing.ListingEnd;
import dev.vireo.backup.listing.ListingHead;
import dev.vireo.backup.listing.ListingReader.Listing;
import dev.vireo.backup.listing.ListingWriter;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.JobView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.SnapshotWriter;
import dev.vireo.backup.restic.SnapshotWriter.Written;
import dev.vireo.bus.backup.BackupFailureCause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How what has passed becomes a restore point: its data is stored, and then its listing, which
 * names the data and so commits it.
 *
 * @param again whether an attempt of this run was made before
 */
record PointCommit(
    Asked asked, PointId point, Repository repository, Reading reading, boolean again) {

  /**
   * What has passed on its way to restic, all of it.
   *
   * @param before the last good point
   */
  record Passed(Instant at, Sending.Sent sent, Optional<PointView> before, ListingWriter listing) {}

  /**
   * Has the data stored, and then the listing, which commits it. The second restic derives its key
   * while the first one stores what it has; it is given nothing before that has ended.
   */
  OneBackup.Made make(Passed passed, SnapshotWriter data)
      throws Problem, ResticException, InterruptedException {
    JobView job = asked.job();
    ListingEnd end = passed.sent().end();
    try (SnapshotWriter list =
        repository.write(
            PointTags.LISTING_FILE.substring(1),
            reading.host(),
            PointTags.of(point, job.job(), PointTags.LISTING),
            OptionalLong.empty())) {
      Written written = data.complete();
      asked.handling().checkpoint("after-data");
      String dataId = id(written);
      ListingHead head =
          new ListingHead(
              ListingHead.VERSION,
              point.text(),
              job.job(),
              asked.runId(),
              asked.source().text(),
              reading.host(),
              passed.at(),
              dataId,
              SizeCheck.muchSmaller(
                  passed.before().map(b -> OptionalLong.of(b.bytes())).orElse(OptionalLong.empty()),
                  end.bytes()),
              warnings(asked.destination(), passed.sent().warnings()),
              reading.guest());
      Written listed = list(list, head, end, passed.listing());
      asked.handling().checkpoint("after-listing");
      String listedId = id(listed);
      if (again) {
        OneBackup.sweep(
            repository,
            repository.snapshots(PointTags.pointTag(point)).stream()
                .filter(s -> !s.id().equals(dataId) && !s.id().equals(listedId))
                .toList());
      }
      return new OneBackup.Made(
          Points.point(new Listing(head, end), job.destination(), listedId),
          OptionalLong.of(written.addedBytes() + listed.addedBytes()),
          Optional.of(Duration.between(passed.at(), Instant.now())));
    }
  }

  /** What is stored already is not stored again, be it damaged: restic's index knows no better. */
  private static List<String> warnings(DestinationView destination, List<String> ofHost) {
    if (!Boolean.FALSE.equals(destination.sound())) {
      return ofHost;
    }
    List<String> all = new ArrayList<>(ofHost);
    all.addFirst(
        "destination %s was found damaged at %s, and this point may rely on what is damaged; mend it"
                .formatted(destination.destination(), destination.checkedAt())
            + " by vireo backup repair "
            + destination.destination());
    return all;
  }

  private static Written list(
      SnapshotWriter writer, ListingHead head, ListingEnd end, ListingWriter listing)
      throws ResticException, InterruptedException {
    try {
      listing.copyTo(writer.content(), head, end);
    } catch (IOException e) {
      throw writer.failure(e);
    }
    return writer.complete();
  }

  private String id(Written written) throws Problem, ResticException, InterruptedException {
    return repository.id(written, PointTags.pointTag(point)).orElseThrow(this::gone);
  }

  private Problem gone() {
    return new Problem(
        BackupFailureCause.ENGINE,
        "destination " + asked.job().destination() + " does not list what was just stored there",
        "see whether somebody else removes snapshots of it");
  }
}
