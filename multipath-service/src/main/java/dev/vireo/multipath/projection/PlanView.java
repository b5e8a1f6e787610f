package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanReady;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan.
 *
 * @param ready what it covers and would do
 * @param state how far it has come
 * @param createdAt when it was ready
 * @param actor who asked for it
 * @param correlation the chain it belongs to
 * @param finished how its last application ended; null if none has
 * @param finishedAt when
 * @param rollBacks its roll-backs, the first first
 */
public record PlanView(
    PlanReady ready,
    PlanState state,
    Instant createdAt,
    String actor,
    String correlation,
    @Nullable PlanFinished finished,
    @Nullable Instant finishedAt,
    List<RollBackView> rollBacks) {
  public PlanView {
    rollBacks = List.copyOf(rollBacks);
  }
}
