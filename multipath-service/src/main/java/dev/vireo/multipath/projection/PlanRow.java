package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlanReady;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A plan as its own events tell it. */
@Entity
@Table(name = "plans")
class PlanRow {

  @Id String plan;
  String kind;
  String selector;
  String state;

  @ColumnTransformer(read = "cast(hosts as text)")
  String hosts;

  @Column(name = "not_read")
  @ColumnTransformer(read = "cast(not_read as text)")
  String notRead;

  int keep;
  int change;
  int refuse;

  @Column(name = "created_at")
  Instant createdAt;

  String actor;
  String correlation;

  @Column(name = "finished_at")
  @Nullable Instant finishedAt;

  @Column(name = "hosts_done")
  @ColumnTransformer(read = "cast(hosts_done as text)")
  @Nullable String hostsDone;

  @Column(name = "hosts_failed")
  @ColumnTransformer(read = "cast(hosts_failed as text)")
  @Nullable String hostsFailed;

  @Column(name = "hosts_not_started")
  @ColumnTransformer(read = "cast(hosts_not_started as text)")
  @Nullable String hostsNotStarted;

  @Nullable Integer changed;
  @Nullable Integer unchanged;
  @Nullable Integer failed;
  @Nullable Integer refused;
  @Nullable String stopped;

  /**
   * The plan.
   *
   * @param begun whether something of it was done on a host
   */
  PlanView view(boolean begun, List<RollBackView> rollBacks) {
    PlanState known = PlanState.valueOf(state);
    return new PlanView(
        new PlanReady(
            plan,
            PlanKind.valueOf(kind),
            selector,
            RowJson.texts(hosts),
            RowJson.texts(notRead),
            keep,
            change,
            refuse),
        known == PlanState.READY && begun ? PlanState.APPLYING : known,
        createdAt,
        actor,
        correlation,
        finishedAt == null
            ? null
            : new PlanFinished(
                plan,
                RowJson.texts(hostsDone),
                RowJson.texts(hostsFailed),
                RowJson.texts(hostsNotStarted),
                number(changed),
                number(unchanged),
                number(failed),
                number(refused),
                stopped),
        finishedAt,
        rollBacks);
  }

  private static int number(@Nullable Integer column) {
    return column == null ? 0 : column;
  }
}
