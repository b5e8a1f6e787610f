package dev.vireo.backup.catalogue;

import dev.vireo.backup.listing.ListedEntry;
import dev.vireo.backup.listing.Listings;
import dev.vireo.backup.projection.BackupStore;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.bus.InvalidMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Looks into restore points, by their listings. */
@ApplicationScoped
public class Browsing {

  private final BackupStore store;
  private final Destinations destinations;
  private final Listings listings;

  Browsing(BackupStore store, Destinations destinations, Listings listings) {
    this.store = store;
    this.destinations = destinations;
    this.listings = listings;
  }

  /** What lies in a folder of a restore point; in the uppermost for the empty path. */
  public List<FileView> folder(String point, String folder, int atMost)
      throws ResticException, InterruptedException {
    String wanted = folder.replaceAll("^/+|/+$", "");
    return entries(present(point), path -> !path.isEmpty() && parent(path).equals(wanted), atMost);
  }

  /** What matches in a restore point. */
  public List<FileView> find(String point, String glob, int atMost)
      throws ResticException, InterruptedException {
    return entries(present(point), matching(glob), atMost);
  }

  /** What matches in the restore points of a job, the latest first. */
  public List<FileView> findInJob(String job, String glob, int atMost)
      throws ResticException, InterruptedException {
    Predicate<String> matches = matching(glob);
    List<FileView> found = new ArrayList<>();
    for (PointView point : store.points(job)) {
      found.addAll(entries(point, matches, atMost - found.size()));
    }
    return found;
  }

  private PointView present(String id) throws InterruptedException {
    PointView point = store.point("point", id);
    if (point.expiredAt() != null) {
      throw new InvalidMessage("point", "it was removed at " + point.expiredAt());
    }
    return point;
  }

  private List<FileView> entries(PointView point, Predicate<String> wanted, int atMost)
      throws ResticException, InterruptedException {
    List<FileView> found = new ArrayList<>();
    try {
      var _ =
          listings.read(
              destinations.repository(store.destination("point", point.destination())),
              point.listingSnapshot(),
              entry -> {
                if (found.size() < atMost && wanted.test(entry.path())) {
                  found.add(view(point, entry));
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("the listing of restore point " + point.point(), e);
    }
    return found;
  }

  private static FileView view(PointView point, ListedEntry entry) {
    return new FileView(
        point.point(),
        point.at(),
        entry.path(),
        entry.type(),
        entry.size(),
        entry.mode(),
        entry.uid(),
        entry.gid(),
        Instant.ofEpochSecond(entry.modified()),
        entry.target(),
        entry.sha256());
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** A pattern holds for a whole path, or for the last name of one. */
  private static Predicate<String> matching(String glob) {
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new InvalidMessage("find", "'" + glob + "' is no pattern: " + e.getDescription());
    }
    return text -> {
      try {
        Path path = Path.of(text);
        Path name = path.getFileName();
        return matcher.matches(path) || (name != null && matcher.matches(name));
      } catch (InvalidPathException e) {
        return false;
      }
    };
  }
}
