package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PlanRolledBack;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A roll-back of a plan. */
@Entity
@Table(name = "plan_roll_backs")
class PlanRollBackRow {

  @Id String event;
  String plan;
  String correlation;
  Instant at;
  String actor;
  int restored;
  int failed;

  @Column(name = "not_known")
  @ColumnTransformer(read = "cast(not_known as text)")
  String notKnown;

  @Nullable String reason;

  RollBackView view() {
    return new RollBackView(
        new PlanRolledBack(plan, restored, failed, RowJson.texts(notKnown), reason),
        at,
        actor,
        correlation);
  }
}
