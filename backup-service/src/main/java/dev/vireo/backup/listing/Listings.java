package dev.vireo.backup.listing;

import dev.vireo.backup.listing.ListingReader.Listing;
import dev.vireo.backup.restic.Aside;
import dev.vireo.backup.restic.Repository;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.backup.restic.SnapshotReader;
import dev.vireo.backup.restic.Workspace;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The listings of restore points, which never change: what was read once of a destination is kept
 * in the service's own folder, and can be had again when it is lost.
 */
public final class Listings {

  private static final String FILE = "/listing.jsonl";

  private final Workspace workspace;

  public Listings(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Reads a listing from the service's folder, or from its destination where it is not there.
   *
   * @param snapshot the snapshot that holds it
   * @param taker is given each entry; the listing is known to be whole by then
   * @throws MalformedListing where it is not whole
   */
  public Listing read(Repository repository, String snapshot, ListingReader.Taker taker)
      throws ResticException, IOException, InterruptedException {
    Path kept = workspace.listings().resolve(snapshot + ".jsonl");
    if (!Files.exists(kept)) {
      fetch(repository, snapshot, kept);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(kept))) {
      return ListingReader.read(in, taker);
    }
  }

  /** The listing as it lies in the service's folder, if it was read before. */
  public Optional<Path> kept(String snapshot) {
    Path kept = workspace.listings().resolve(snapshot + ".jsonl");
    return Files.exists(kept) ? Optional.of(kept) : Optional.empty();
  }

  /** Whether a listing is whole in its destination, whatever lies in the service's folder. */
  public boolean wholeInDestination(Repository repository, String snapshot)
      throws ResticException, IOException, InterruptedException {
    Path part = workspace.temporaryFile();
    try {
      fetch(repository, snapshot, part);
      return true;
    } catch (MalformedListing e) {
      return false;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void fetch(Repository repository, String snapshot, Path kept)
      throws ResticException, IOException, InterruptedException {
    Path part = workspace.temporaryFile();
    try (SnapshotReader reader = repository.peek(snapshot, FILE)) {
      Aside<Long> copy =
          Aside.start(
              "listing",
              () -> Files.copy(reader.content(), part, StandardCopyOption.REPLACE_EXISTING));
      copy.await();
      reader.complete();
      try (InputStream in = new BufferedInputStream(Files.newInputStream(part))) {
        var _ = ListingReader.read(in, entry -> {});
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
