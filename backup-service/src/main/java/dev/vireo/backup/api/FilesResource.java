package dev.vireo.backup.api;

import dev.vireo.backup.catalogue.Browsing;
import dev.vireo.backup.catalogue.FileView;
import dev.vireo.backup.domain.ItemName;
import dev.vireo.backup.domain.MalformedValue;
import dev.vireo.backup.domain.job.PointId;
import dev.vireo.backup.restic.ResticException;
import dev.vireo.bus.InvalidMessage;
import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.Refusal;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * What restore points hold. Alone among the queries it may read a destination: listings never
 * change, are too many for the views, and are kept by the service once they were asked for.
 */
@Path("/backup")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "backup")
@Blocking
public class FilesResource {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final Browsing browsing;

  FilesResource(Browsing browsing) {
    this.browsing = browsing;
  }

  /** What is asked of the listings. */
  private interface Query {
    List<FileView> ask(int most) throws ResticException, InterruptedException;
  }

  /** What a restore point holds. */
  @GET
  @Path("points/{point}/files")
  @Operation(summary = "What a restore point holds: of a folder, or what matches in all of it")
  public RestResponse<List<FileView>> files(
      @RestPath String point,
      @Parameter(description = "a folder; the uppermost if not given") @RestQuery
          @Nullable String folder,
      @Parameter(description = "a pattern for names or paths, in all folders") @RestQuery
          @Nullable String find,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit)
      throws ResticException, InterruptedException {
    return listed(
        limit,
        most -> {
          String id = PointId.parse("point", point).text();
          return find == null
              ? browsing.folder(id, folder == null ? "" : folder, most)
              : browsing.find(id, find, most);
        });
  }

  /** What matches in the restore points of a job. */
  @GET
  @Path("files")
  @Operation(summary = "What matches in the restore points of a job, the latest first")
  public RestResponse<List<FileView>> search(
      @Parameter(description = "the job") @RestQuery @Nullable String job,
      @Parameter(description = "a pattern for names or paths, in all folders") @RestQuery
          @Nullable String find,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit)
      throws ResticException, InterruptedException {
    if (job == null || find == null) {
      throw new InvalidMessage(job == null ? "job" : "find", "give both job and find");
    }
    return listed(limit, most -> browsing.findInJob(ItemName.parse("job", job).text(), find, most));
  }

  /** What a destination does not give is no fault of the question. */
  @ServerExceptionMapper
  RestResponse<Refusal> unread(ResticException e) {
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.BAD_GATEWAY,
            new Refusal("destination", String.valueOf(e.getMessage())))
        .build();
  }

  private static RestResponse<List<FileView>> listed(@Nullable String limit, Query query)
      throws ResticException, InterruptedException {
    Bound bound = Bound.of(limit, USUAL, MOST);
    try {
      return bound.answer(query.ask(bound.andOne()), v -> v);
    } catch (MalformedValue e) {
      throw new InvalidMessage(e.field(), String.valueOf(e.getMessage()));
    }
  }
}
