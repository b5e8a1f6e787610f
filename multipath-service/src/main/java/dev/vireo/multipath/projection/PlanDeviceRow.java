package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.BrokenRule;
import dev.vireo.bus.multipath.PlannedDevice;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.Verdict;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** What a plan says of one device. */
@Entity
@Table(name = "plan_devices")
@IdClass(PlanDeviceRow.Key.class)
class PlanDeviceRow {

  record Key(String plan, String host, String device) {}

  @Id String plan;
  @Id String host;
  @Id String device;
  int place;
  @Nullable String name;
  @Nullable String satp;
  String verdict;
  String reason;

  @Column(name = "from_state")
  @ColumnTransformer(read = "cast(from_state as text)")
  @Nullable String from;

  @Column(name = "to_state")
  @ColumnTransformer(read = "cast(to_state as text)")
  @Nullable String to;

  @Column(name = "round_robin")
  @ColumnTransformer(read = "cast(round_robin as text)")
  @Nullable String roundRobin;

  @ColumnTransformer(read = "cast(rules as text)")
  String rules;

  String fingerprint;

  PlannedDevice view() {
    return new PlannedDevice(
        device,
        name,
        satp,
        Verdict.valueOf(verdict),
        reason,
        RowJson.oneOrNull(from, PolicyState.class),
        RowJson.oneOrNull(to, PolicyState.class),
        RowJson.oneOrNull(roundRobin, RoundRobin.class),
        RowJson.list(rules, BrokenRule.class),
        fingerprint);
  }
}
