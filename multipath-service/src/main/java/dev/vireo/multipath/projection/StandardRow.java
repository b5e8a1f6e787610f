package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.RoundRobin;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.StandardMode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A standard that holds. */
@Entity
@Table(name = "standards")
class StandardRow {

  @Id String standard;
  String selector;
  @Nullable String vendor;
  @Nullable String model;
  @Nullable String satp;
  String psp;

  @Column(name = "round_robin")
  @ColumnTransformer(read = "cast(round_robin as text)")
  @Nullable String roundRobin;

  String mode;
  Instant since;
  String actor;

  StandardView view() {
    return new StandardView(
        new StandardDefined(
            standard,
            selector,
            vendor,
            model,
            satp,
            psp,
            RowJson.oneOrNull(roundRobin, RoundRobin.class),
            StandardMode.valueOf(mode)),
        since,
        actor);
  }
}
