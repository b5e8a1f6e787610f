package dev.vireo.inventory.api;

import dev.vireo.inventory.projection.DiscoveredView;
import dev.vireo.inventory.projection.HostQueries;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What discoveries have found. */
@Path("/discovered")
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveredResource {

  private static final int AT_MOST = 10_000;

  private final HostQueries hosts;

  DiscoveredResource(HostQueries hosts) {
    this.hosts = hosts;
  }

  /** The addresses at which hosts were found, the latest first, 10,000 at most. */
  @GET
  @Operation(
      summary = "Addresses at which hosts were found, the latest first, with whom they are now")
  public Uni<List<DiscoveredView>> list() {
    return hosts.discovered(AT_MOST);
  }
}
