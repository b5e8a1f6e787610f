package dev.vireo.backup.projection;

import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.backup.JobSummary;
import dev.vireo.bus.service.ViewPositions;
import dev.vireo.bus.service.query.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known, for command handlers on virtual threads: all that was acknowledged before they
 * asked.
 *
 * <p>Each method throws {@link dev.vireo.bus.kit.BusUnavailable} where the database does not
 * answer.
 */
@ApplicationScoped
public class BackupStore {

  private static final int ALL = Integer.MAX_VALUE;
  private static final Duration CATCH_UP = Duration.ofSeconds(30);

  private final BackupQueries queries;
  private final ViewPositions positions;

  BackupStore(BackupQueries queries, ViewPositions positions) {
    this.queries = queries;
    this.positions = positions;
  }

  /**
   * The destination of this name.
   *
   * @throws InvalidMessage naming those that there are
   */
  public DestinationView destination(String field, String name) throws InterruptedException {
    positions.catchUp(CATCH_UP);
    return Blocking.answer(
            "reading a destination", () -> queries.destinations(Optional.of(name), 1))
        .stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidMessage(
                    field,
                    "no destination is defined as '"
                        + name
                        + "'; there "
                        + listed(destinations().stream().map(DestinationView::destination).toList())
                        + ". Define it with DefineBackupDestination"));
  }

  /**
   * The job of this name.
   *
   * @throws InvalidMessage naming those that there are
   */
  public JobView job(String field, String name) throws InterruptedException {
    positions.catchUp(CATCH_UP);
    return Blocking.answer("reading a job", () -> queries.jobs(Optional.of(name), 1)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidMessage(
                    field,
                    "no job is defined as '"
                        + name
                        + "'; there "
                        + listed(jobs().stream().map(JobView::job).toList())));
  }

  /**
   * The restore point of this id, also where it has expired.
   *
   * @throws InvalidMessage where there was never one
   */
  public PointView point(String field, String id) throws InterruptedException {
    positions.catchUp(CATCH_UP);
    return Blocking.answer("reading a restore point", () -> queries.point(id)).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidMessage(
                    field,
                    "there is no restore point "
                        + id
                        + "; vireo backup points lists what there is"));
  }

  /** The restore points of a job, the latest first; without those that expired. */
  public List<PointView> points(String job) throws InterruptedException {
    return points(job, false);
  }

  /** The restore points of a job, the latest first; those that expired, too. */
  public List<PointView> allPoints(String job) throws InterruptedException {
    return points(job, true);
  }

  private List<PointView> points(String job, boolean expired) throws InterruptedException {
    positions.catchUp(CATCH_UP);
    return Blocking.answer(
        "reading restore points", () -> queries.points(Optional.of(job), ALL, expired));
  }

  /** The restore points in a destination; without those that expired. */
  public List<PointView> pointsIn(String destination) throws InterruptedException {
    positions.catchUp(CATCH_UP);
    return Blocking.answer("reading restore points", () -> queries.pointsIn(destination, ALL))
        .stream()
        .filter(p -> p.expiredAt() == null)
        .toList();
  }

  /** The latest restore point of a job's source that is no smaller than it should be. */
  public Optional<PointView> lastGood(String job, String source) throws InterruptedException {
    return points(job).stream()
        .filter(p -> p.source().equals(source) && !p.muchSmaller())
        .findFirst();
  }

  /** Every destination that is defined. */
  public List<DestinationView> destinations() {
    return Blocking.answer(
        "reading destinations", () -> queries.destinations(Optional.empty(), ALL));
  }

  /** Every job that is defined. */
  public List<JobView> jobs() {
    return Blocking.answer("reading jobs", () -> queries.jobs(Optional.empty(), ALL));
  }

  /** When restore points are rehearsed, of each job of which that was said. */
  public List<RehearsalView> rehearsals() {
    return Blocking.answer("reading rehearsals", () -> queries.rehearsals(ALL));
  }

  /** What became of each job's runs within a time; those with a problem first. */
  public List<JobSummary> summaries(Instant from, Instant to) throws InterruptedException {
    positions.catchUp(CATCH_UP);
    return Blocking.answer("summing up", () -> queries.summaries(from, to));
  }

  private static String listed(List<String> names) {
    return names.isEmpty()
        ? "is none"
        : "are " + names.stream().limit(20).collect(Collectors.joining(", "));
  }
}
