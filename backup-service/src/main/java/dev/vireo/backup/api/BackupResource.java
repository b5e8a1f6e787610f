package dev.vireo.backup.api;

import dev.vireo.backup.projection.BackupQueries;
import dev.vireo.backup.projection.CheckView;
import dev.vireo.backup.projection.DestinationView;
import dev.vireo.backup.projection.DiagnosisView;
import dev.vireo.backup.projection.JobView;
import dev.vireo.backup.projection.PointView;
import dev.vireo.backup.projection.RehearsalView;
import dev.vireo.backup.projection.RunView;
import dev.vireo.bus.service.LiveQueries;
import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.HostLists;
import dev.vireo.bus.service.query.Shown;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Backups, as the events tell them. */
@Path("/backup")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "backup")
public class BackupResource {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private static final Comparator<PointView> LATEST_FIRST =
      Comparator.comparing(PointView::at).reversed().thenComparing(PointView::point);

  private final BackupQueries queries;
  private final LiveQueries live;

  BackupResource(BackupQueries queries, LiveQueries live) {
    this.queries = queries;
    this.live = live;
  }

  /** Where backups are kept. */
  @GET
  @Path("destinations")
  @Operation(summary = "Where backups are kept; secrets are references")
  public Uni<RestResponse<List<DestinationView>>> destinations(
      @Parameter(description = "one destination, by its name") @RestQuery @Nullable String name,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return HostLists.all(limit, most -> queries.destinations(Optional.ofNullable(name), most));
  }

  /** What is backed up to where, and when. */
  @GET
  @Path("jobs")
  @Operation(summary = "What is backed up to where, and when")
  public Uni<RestResponse<List<JobView>>> jobs(
      @Parameter(description = "one job, by its name") @RestQuery @Nullable String name,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return HostLists.all(limit, most -> queries.jobs(Optional.ofNullable(name), most));
  }

  /** What became of runs. */
  @GET
  @Path("runs")
  @Operation(summary = "Runs of jobs, the latest first")
  public Uni<RestResponse<List<RunView>>> runs(
      @Parameter(description = "one job, by its name") @RestQuery @Nullable String job,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return HostLists.all(limit, most -> queries.runs(Optional.ofNullable(job), most));
  }

  /** What can be restored. */
  @GET
  @Path("points")
  @Operation(summary = "Restore points, the latest first; which of them are verified, and by what")
  public Uni<RestResponse<List<PointView>>> points(
      @Parameter(description = "one job, by its name") @RestQuery @Nullable String job,
      @Parameter(description = "true: those that were removed, too") @RestQuery boolean expired,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    Optional<String> one = Optional.ofNullable(job);
    if (expired) {
      return HostLists.all(limit, most -> queries.points(one, most, true));
    }
    // The latest of all jobs are in no order of RAMCloud's: all are read, and cut here.
    return live.items(
            one.map(List::of),
            MOST,
            PointView.class,
            () -> queries.points(one, bound.andOne(), false))
        .map(
            found ->
                bound.answer(
                    new Shown<>(
                        found.items().stream().sorted(LATEST_FIRST).limit(bound.andOne()).toList(),
                        found.live()),
                    view -> view));
  }

  /** When restore points are rehearsed. */
  @GET
  @Path("rehearsals")
  @Operation(summary = "When the newest restore point of a job is rehearsed, and where")
  public Uni<RestResponse<List<RehearsalView>>> rehearsals(
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return HostLists.all(limit, queries::rehearsals);
  }

  /** What checks of destinations found. */
  @GET
  @Path("checks")
  @Operation(summary = "Checks of destinations, the latest first")
  public Uni<RestResponse<List<CheckView>>> checks(
      @Parameter(description = "one destination, by its name") @RestQuery
          @Nullable String destination,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return HostLists.all(limit, most -> queries.checks(Optional.ofNullable(destination), most));
  }

  /** Why targets could not be worked with. */
  @GET
  @Path("diagnoses")
  @Operation(summary = "Why targets could not be worked with, the latest first, with all evidence")
  public Uni<RestResponse<List<DiagnosisView>>> diagnoses(
      @Parameter(description = "one target, HOST:PORT") @RestQuery @Nullable String target,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return HostLists.all(limit, most -> queries.diagnoses(Optional.ofNullable(target), most));
  }
}
