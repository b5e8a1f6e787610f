package dev.vireo.container.api;

import dev.vireo.bus.service.query.HostLists;
import dev.vireo.container.projection.ContainerQueries;
import dev.vireo.container.projection.DistributionView;
import dev.vireo.container.projection.LinkView;
import dev.vireo.container.projection.RenameView;
import dev.vireo.container.projection.TemplateView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Templates, as the events tell them. */
@Path("/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "templates")
public class TemplatesResource {

  private final ContainerQueries queries;
  private final HostLists lists;

  TemplatesResource(ContainerQueries queries, HostLists lists) {
    this.queries = queries;
    this.lists = lists;
  }

  /** Template files, and why some are not offered. */
  @GET
  @Operation(summary = "Template files, and why some are not offered")
  public Uni<RestResponse<List<TemplateView>>> templates(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::templates);
  }

  /** Renames of template files. */
  @GET
  @Path("renames")
  @Operation(summary = "Renames of template files")
  public Uni<RestResponse<List<RenameView>>> renames(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::renames);
  }

  /** Which configuration each template gets. */
  @GET
  @Path("distributions")
  @Operation(summary = "Which configuration each template gets")
  public Uni<RestResponse<List<DistributionView>>> distributions(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::distributions);
  }

  /** Links to configurations that were made. */
  @GET
  @Path("links")
  @Operation(summary = "Links to configurations that were made")
  public Uni<RestResponse<List<LinkView>>> links(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::links);
  }
}
