package dev.vireo.container.api;

import dev.vireo.bus.service.query.HostLists;
import dev.vireo.container.projection.ChangeView;
import dev.vireo.container.projection.ContainerQueries;
import dev.vireo.container.projection.ContainerView;
import dev.vireo.container.projection.DefinitionView;
import dev.vireo.container.projection.DriftView;
import dev.vireo.container.projection.FindingView;
import dev.vireo.container.projection.HostView;
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

/** Containers, as the events tell them. */
@Path("/containers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "containers")
public class ContainersResource {

  private final ContainerQueries queries;
  private final HostLists lists;

  ContainersResource(ContainerQueries queries, HostLists lists) {
    this.queries = queries;
    this.lists = lists;
  }

  /** Containers, as last read and changed since. */
  @GET
  @Operation(summary = "Containers, as last read and changed since")
  public Uni<RestResponse<List<ContainerView>>> containers(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.live(host, select, limit, ContainerView.class, queries::containers);
  }

  /** Hosts of containers, and what is free on them. */
  @GET
  @Path("hosts")
  @Operation(summary = "Hosts of containers, and what is free on them")
  public Uni<RestResponse<List<HostView>>> hosts(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::hosts);
  }

  /** Lines of the tools that are more than their usual course. */
  @GET
  @Path("findings")
  @Operation(summary = "Lines of the tools that are more than their usual course")
  public Uni<RestResponse<List<FindingView>>> findings(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::findings);
  }

  /** What was done to containers, and what failed. */
  @GET
  @Path("changes")
  @Operation(summary = "What was done to containers, and what failed")
  public Uni<RestResponse<List<ChangeView>>> changes(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::changes);
  }

  /** How containers shall be. */
  @GET
  @Path("definitions")
  @Operation(summary = "How containers shall be")
  public Uni<RestResponse<List<DefinitionView>>> definitions(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::definitions);
  }

  /** Containers that are not as they shall be. */
  @GET
  @Path("drifts")
  @Operation(summary = "Containers that are not as they shall be")
  public Uni<RestResponse<List<DriftView>>> drifts(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector such as 'product=pve and tag:env=prod'")
          @RestQuery
          @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    return lists.of(host, select, limit, queries::drifts);
  }
}
