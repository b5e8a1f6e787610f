package dev.vireo.multipath.api;

import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.SatpRule;
import dev.vireo.bus.service.query.Bound;
import dev.vireo.multipath.projection.ChangeQueries;
import dev.vireo.multipath.projection.ChangeView;
import dev.vireo.multipath.projection.ChangeView.ClaimRule;
import dev.vireo.multipath.projection.ChangeView.DevicePolicy;
import dev.vireo.multipath.projection.ChangeView.SatpDefault;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The audit. */
@Path("/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
public class ChangesResource {

  private static final int USUAL = 1_000;
  private static final int MOST = 200_000;

  private final ChangeQueries changes;

  ChangesResource(ChangeQueries changes) {
    this.changes = changes;
  }

  /**
   * A policy before or after a change; for the default of an array type, its name alone.
   *
   * @param psp the policy
   */
  @Schema(name = "Policy")
  public record PolicyJson(
      String psp, @Nullable String config, @Nullable String mode, @Nullable String preferred) {

    static PolicyJson of(PolicyState state) {
      return new PolicyJson(state.psp(), state.config(), state.mode(), state.preferred());
    }

    static PolicyJson named(String psp) {
      return new PolicyJson(psp, null, null, null);
    }
  }

  /**
   * A change that was made, and seen to be made.
   *
   * @param device the device; the array type, for its default and its claim rules
   * @param from null for a claim rule
   * @param to null for a claim rule
   * @param rule the claim rule; it is there since, and gone since where it was a roll-back
   * @param verifiedBy the read that showed it
   * @param why why it was rolled back, or why a safety rule was set aside; null if nobody said
   * @param correlation the chain it belongs to, for events and logs
   */
  @Schema(name = "Change")
  public record ChangeJson(
      Instant at,
      String host,
      String device,
      String plan,
      PlanKind kind,
      @Nullable PolicyJson from,
      @Nullable PolicyJson to,
      @Nullable SatpRule rule,
      String verifiedBy,
      String actor,
      @Nullable String why,
      boolean rollBack,
      String correlation) {

    static ChangeJson of(ChangeView view) {
      return switch (view.what()) {
        case DevicePolicy d ->
            of(
                view,
                PlanKind.PATH_POLICY,
                d.device(),
                PolicyJson.of(d.from()),
                PolicyJson.of(d.to()),
                null);
        case SatpDefault d ->
            of(
                view,
                PlanKind.SATP_DEFAULT,
                d.satp(),
                PolicyJson.named(d.from()),
                PolicyJson.named(d.to()),
                null);
        case ClaimRule r -> of(view, PlanKind.CLAIM_RULE, r.rule().satp(), null, null, r.rule());
      };
    }

    private static ChangeJson of(
        ChangeView view,
        PlanKind kind,
        String device,
        @Nullable PolicyJson from,
        @Nullable PolicyJson to,
        @Nullable SatpRule rule) {
      return new ChangeJson(
          view.at(),
          view.host(),
          device,
          view.plan(),
          kind,
          from,
          to,
          rule,
          view.verifiedBy(),
          view.actor(),
          why(view),
          view.rollBack(),
          view.correlation());
    }

    private static @Nullable String why(ChangeView view) {
      if (view.rollBackReason() != null) {
        return view.rollBackReason();
      }
      return view.overrides().isEmpty()
          ? null
          : view.overrides().stream()
              .map(override -> override.rule() + " set aside: " + override.reason())
              .collect(Collectors.joining("; "));
    }
  }

  /** Changes, the newest first. */
  @GET
  @Operation(summary = "Who changed what, when, why, from what to what; the newest first")
  public Uni<RestResponse<List<ChangeJson>>> changes(
      @Parameter(description = "of one host, which may be retired since") @RestQuery
          @Nullable String host,
      @Parameter(description = "of one plan") @RestQuery @Nullable String plan,
      @Parameter(description = "items at most") @RestQuery @Nullable String limit) {
    Bound bound = Bound.of(limit, USUAL, MOST);
    return changes
        .changes(Optional.ofNullable(host), Optional.ofNullable(plan), bound.andOne())
        .map(found -> bound.answer(found, ChangeJson::of));
  }
}
