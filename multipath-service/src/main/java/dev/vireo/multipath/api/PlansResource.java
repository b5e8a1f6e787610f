package dev.vireo.multipath.api;

import dev.vireo.bus.service.query.Bound;
import dev.vireo.bus.service.query.NotHere;
import dev.vireo.multipath.projection.PlanQueries;
import dev.vireo.multipath.projection.PlanView;
import io.smallrye.mutiny.Uni;
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
import org.jspecify.annotations.Nullable;

/** Plans: what they would do, and what became of them. */
@Path("/plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "plans")
public class PlansResource {

  private static final int USUAL = 1_000;
  private static final int MOST = 10_000;
  private static final int USUAL_DEVICES = 50_000;
  private static final int MOST_DEVICES = 200_000;

  private final PlanQueries plans;

  PlansResource(PlanQueries plans) {
    this.plans = plans;
  }

  /** Plans, the newest first. */
  @GET
  @Operation(summary = "Plans, the newest first")
  public Uni<RestResponse<List<PlanJson>>> all(
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return plans.plans(bound.andOne()).map(found -> bound.answer(found, PlanJson::of));
  }

  /** One plan with its devices. */
  @GET
  @Path("/{plan}")
  @Operation(summary = "A plan with each device's verdict and what became of it")
  public Uni<RestResponse<PlanDetailJson>> one(
      @Parameter(description = "the plan's id") @RestPath String plan,
      @Parameter(description = "devices at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL_DEVICES, MOST_DEVICES);
    return plans
        .plan(plan)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        new NotHere(
                            "plan", "there is no plan '" + plan + "'; /plans lists what there is")))
        .chain(view -> detail(view, bound));
  }

  private Uni<RestResponse<PlanDetailJson>> detail(PlanView view, Bound bound) {
    String plan = view.ready().plan();
    return plans
        .hosts(plan, 1)
        .chain(
            hosts ->
                plans
                    .devices(plan, bound.andOne())
                    .map(
                        devices ->
                            bound.answer(
                                PlanDetailJson.of(
                                    view, hosts.stream().findFirst(), bound.cut(devices)),
                                bound.cuts(devices))));
  }
}
