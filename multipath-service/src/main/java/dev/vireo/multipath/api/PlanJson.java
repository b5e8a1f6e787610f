package dev.vireo.multipath.api;

import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.multipath.projection.PlanState;
import dev.vireo.multipath.projection.PlanView;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A plan in a list.
 *
 * @param hosts how many hosts it covers
 * @param keep devices left as they are
 * @param change devices it changes
 * @param refuse devices a safety rule keeps it from
 */
@Schema(name = "Plan")
public record PlanJson(
    String plan,
    PlanKind kind,
    String select,
    PlanState state,
    int hosts,
    int keep,
    int change,
    int refuse,
    Instant createdAt,
    String actor) {

  static PlanJson of(PlanView view) {
    return new PlanJson(
        view.ready().plan(),
        view.ready().kind(),
        view.ready().select(),
        view.state(),
        view.ready().hosts().size(),
        view.ready().keep(),
        view.ready().change(),
        view.ready().refuse(),
        view.createdAt(),
        view.actor());
  }
}
