package dev.vireo.multipath.api;

import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.StandardMode;
import dev.vireo.bus.service.query.Bound;
import dev.vireo.multipath.projection.DriftView;
import dev.vireo.multipath.projection.StandardQueries;
import dev.vireo.multipath.projection.StandardView;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Standards, and the devices that depart from them. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "standards")
public class StandardsResource {

  private static final int USUAL = 20_000;
  private static final int MOST = 200_000;

  private final StandardQueries standards;

  StandardsResource(StandardQueries standards) {
    this.standards = standards;
  }

  /**
   * A standard that holds.
   *
   * @param since when it was last defined
   * @param actor by whom
   */
  @Schema(name = "Standard")
  public record StandardJson(
      String standard,
      String select,
      @Nullable String vendor,
      @Nullable String model,
      @Nullable String satp,
      String psp,
      @Nullable RoundRobin roundRobin,
      StandardMode mode,
      Instant since,
      String actor) {

    static StandardJson of(StandardView view) {
      StandardDefined standard = view.standard();
      return new StandardJson(
          standard.standard(),
          standard.select(),
          standard.vendor(),
          standard.model(),
          standard.satp(),
          standard.psp(),
          standard.roundRobin(),
          standard.mode(),
          view.since(),
          view.actor());
    }
  }

  /**
   * A device that departs from a standard.
   *
   * @param expected what the standard asks for, in words
   * @param seen how the device was read
   * @param reason how it departs, in words
   * @param since when that began
   */
  @Schema(name = "Drift")
  public record DriftJson(
      String host,
      String device,
      String standard,
      String expected,
      PolicyState seen,
      String reason,
      Instant since) {

    static DriftJson of(DriftView view) {
      PolicyDrifted drift = view.drift();
      return new DriftJson(
          drift.host(),
          drift.device(),
          drift.standard(),
          drift.expected(),
          drift.seen(),
          drift.reason(),
          view.since());
    }
  }

  /** Standards by their ids. */
  @GET
  @Path("standards")
  @Operation(summary = "The standards that hold")
  public Uni<RestResponse<List<StandardJson>>> standards(
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return standards.standards(bound.andOne()).map(found -> bound.answer(found, StandardJson::of));
  }

  /** Departures by host, device and standard. */
  @GET
  @Path("drifts")
  @Operation(summary = "The devices that depart from a standard now")
  public Uni<RestResponse<List<DriftJson>>> drifts(
      @Parameter(description = "of one host") @RestQuery @Nullable String host,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return standards
        .drifts(Optional.ofNullable(host), bound.andOne())
        .map(found -> bound.answer(found, DriftJson::of));
  }
}
