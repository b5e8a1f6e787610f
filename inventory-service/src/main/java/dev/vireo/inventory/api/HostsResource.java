package dev.vireo.inventory.api;

import dev.vireo.bus.selector.Selector;
import dev.vireo.bus.selector.SelectorSyntaxException;
import dev.vireo.bus.service.LiveQueries;
import dev.vireo.bus.service.query.Shown;
import dev.vireo.inventory.projection.HostQueries;
import dev.vireo.inventory.projection.HostView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The registered hosts. */
@Path("/hosts")
@Produces(MediaType.APPLICATION_JSON)
public class HostsResource {

  private final HostQueries hosts;
  private final LiveQueries live;

  HostsResource(HostQueries hosts, LiveQueries live) {
    this.hosts = hosts;
    this.live = live;
  }

  /** The hosts that a selector names, by name; all if none is given. */
  @GET
  @Operation(summary = "The hosts that a selector names, by name")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = HostView.class)))
  @APIResponse(
      responseCode = "400",
      description = "The selector is wrong; the message shows where",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  public Uni<Response> list(
      @Parameter(
              description = "Such as product=esx and version>=6.7 and tag:env=prod; all if absent",
              example = "product=esx and tag:env=prod")
          @QueryParam("select")
          @Nullable String select) {
    Selector selector;
    try {
      selector = select == null ? new Selector.All() : Selector.parse(select);
    } catch (SelectorSyntaxException e) {
      return Uni.createFrom()
          .item(
              Response.status(400)
                  .entity(new Problem("select", String.valueOf(e.getMessage())))
                  .build());
    }
    return live.items(Optional.empty(), Integer.MAX_VALUE, HostView.class, hosts::all)
        .map(
            all ->
                Response.ok(all.items().stream().filter(h -> selector.matches(h.facts())).toList())
                    .header(Shown.HEADER, all.from())
                    .build());
  }

  /** One host. */
  @GET
  @Path("/{host}")
  @Operation(summary = "One host")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = HostView.class)))
  @APIResponse(
      responseCode = "404",
      description = "No host has this name",
      content = @Content(schema = @Schema(implementation = Problem.class)))
  public Uni<Response> one(@PathParam("host") String host) {
    return live.items(
            Optional.of(List.of(host)),
            1,
            HostView.class,
            () -> hosts.one(host).map(found -> found.stream().toList()))
        .map(
            found ->
                found.items().stream()
                    .findFirst()
                    .map(view -> Response.ok(view).header(Shown.HEADER, found.from()).build())
                    .orElseGet(
                        () ->
                            Response.status(404)
                                .entity(
                                    new Problem(
                                        "host",
                                        "no host is registered as '"
                                            + host
                                            + "'; GET /hosts lists those that are"))
                                .build()));
  }
}
