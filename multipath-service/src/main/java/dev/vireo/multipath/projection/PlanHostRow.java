package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.SatpRule;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** One host's part of a plan, its devices aside. */
@Entity
@Table(name = "plan_hosts")
@IdClass(PlanHostRow.Key.class)
class PlanHostRow {

  record Key(String plan, String host) {}

  @Id String plan;
  @Id String host;
  String kind;
  @Nullable String satp;
  @Nullable String psp;

  @Column(name = "round_robin")
  @ColumnTransformer(read = "cast(round_robin as text)")
  @Nullable String roundRobin;

  @ColumnTransformer(read = "cast(rule as text)")
  @Nullable String rule;

  @ColumnTransformer(read = "cast(overrides as text)")
  String overrides;

  @ColumnTransformer(read = "cast(unparsed as text)")
  String unparsed;

  @Column(name = "planned_at")
  Instant plannedAt;

  HostPlanned view(List<PlannedDevice> devices) {
    return new HostPlanned(
        plan,
        PlanKind.valueOf(kind),
        host,
        satp,
        psp,
        RowJson.oneOrNull(roundRobin, RoundRobin.class),
        RowJson.oneOrNull(rule, SatpRule.class),
        devices,
        RowJson.list(overrides, RuleOverride.class),
        RowJson.texts(unparsed));
  }
}
