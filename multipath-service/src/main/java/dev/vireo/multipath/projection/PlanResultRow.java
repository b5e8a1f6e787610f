package dev.vireo.multipath.projection;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What became of one device of a plan. */
@Entity
@Table(name = "plan_results")
@IdClass(PlanResultRow.Key.class)
class PlanResultRow {

  record Key(String plan, String host, String device) {}

  @Id String plan;
  @Id String host;
  @Id String device;
  String state;
  Instant at;

  @ColumnTransformer(read = "cast(seen as text)")
  @Nullable String seen;

  @Nullable String said;
  @Nullable String advice;
  @Nullable String command;
  @Nullable Integer exit;

  DeviceResult view() {
    return new DeviceResult(DeviceResult.State.valueOf(state), at, said, advice, command, exit);
  }
}
