package dev.vireo.container.api;

import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.WhichHosts;
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

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final ContainerQueries queries;
  private final WhichHosts hosts;

  TemplatesResource(ContainerQueries queries, WhichHosts hosts) {
    this.queries = queries;
    this.hosts = hosts;
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
    Bound bound = Bound.of(limit, USUAL, MOST);
    return queries
        .templates(hosts.of(host, select), bound.andOne())
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
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
    Bound bound = Bound.of(limit, USUAL, MOST);
    return queries
        .renames(hosts.of(host, select), bound.andOne())
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
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
    Bound bound = Bound.of(limit, USUAL, MOST);
    return queries
        .distributions(hosts.of(host, select), bound.andOne())
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
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
    Bound bound = Bound.of(limit, USUAL, MOST);
    return queries
        .links(hosts.of(host, select), bound.andOne())
        .map(found -> bound.answer(hosts.known(host, found), v -> v));
  }
}
