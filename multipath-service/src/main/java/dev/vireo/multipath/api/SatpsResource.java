package dev.vireo.multipath.api;

import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.WhichHosts;
import dev.vireo.multipath.projection.SatpView;
import dev.vireo.multipath.projection.StorageQueries;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Array types and the policy that new devices of each get. */
@Path("/satps")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "storage")
public class SatpsResource {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final StorageQueries storage;
  private final WhichHosts hosts;

  SatpsResource(StorageQueries storage, WhichHosts hosts) {
    this.storage = storage;
    this.hosts = hosts;
  }

  /**
   * An array type of a host.
   *
   * @param defaultPsp the policy new devices get
   */
  @Schema(name = "Satp")
  public record SatpJson(
      String host, String satp, String defaultPsp, @Nullable String description) {

    static SatpJson of(SatpView view) {
      return new SatpJson(
          view.host(), view.satp().name(), view.satp().defaultPsp(), view.satp().description());
    }
  }

  /** Array types by host, as each host lists them. */
  @GET
  @Operation(summary = "Array types with their default policies")
  public Uni<RestResponse<List<SatpJson>>> satps(
      @Parameter(description = "one host, by its registered name") @RestQuery @Nullable String host,
      @Parameter(description = "hosts, by a selector") @RestQuery @Nullable String select,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return hosts
        .of(host, select)
        .map(names -> storage.satps(names, bound.andOne()))
        .orElseGet(() -> storage.satps(bound.andOne()))
        .map(found -> bound.answer(hosts.known(host, found), SatpJson::of));
  }
}
