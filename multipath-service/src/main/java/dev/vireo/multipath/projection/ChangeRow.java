package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PlanKind;
import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.RuleOverride;
import dev.vireo.bus.multipath.SatpRule;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A change that was made and verified. */
@Entity
@Table(name = "changes")
class ChangeRow {

  @Id String event;
  Instant at;
  String host;
  String device;
  String plan;
  String kind;

  @Column(name = "from_state")
  @ColumnTransformer(read = "cast(from_state as text)")
  @Nullable String from;

  @Column(name = "to_state")
  @ColumnTransformer(read = "cast(to_state as text)")
  @Nullable String to;

  @ColumnTransformer(read = "cast(rule as text)")
  @Nullable String rule;

  @Column(name = "verified_by")
  String verifiedBy;

  String actor;

  @ColumnTransformer(read = "cast(overrides as text)")
  String overrides;

  @Column(name = "roll_back")
  boolean rollBack;

  String correlation;

  @Column(name = "undone_by")
  @Nullable String undoneBy;

  /**
   * The change.
   *
   * @param rollBackReason why the plan was rolled back, where this is a part of that
   */
  ChangeView view(@Nullable String rollBackReason) {
    return new ChangeView(
        event,
        at,
        host,
        plan,
        what(),
        verifiedBy,
        actor,
        RowJson.list(overrides, RuleOverride.class),
        rollBack,
        rollBackReason,
        correlation);
  }

  private ChangeView.What what() {
    return switch (PlanKind.valueOf(kind)) {
      case PATH_POLICY ->
          new ChangeView.DevicePolicy(
              device, written(from, PolicyState.class), written(to, PolicyState.class));
      case SATP_DEFAULT ->
          new ChangeView.SatpDefault(
              device, written(from, String.class), written(to, String.class));
      case CLAIM_RULE -> new ChangeView.ClaimRule(written(rule, SatpRule.class), !rollBack);
    };
  }

  private <T> T written(@Nullable String column, Class<T> type) {
    return RowJson.one(
        Objects.requireNonNull(column, () -> "change " + event + " is incomplete"), type);
  }
}
