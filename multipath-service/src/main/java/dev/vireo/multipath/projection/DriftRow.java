package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.PolicyState;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;

/** A departure from a standard that goes on. */
@Entity
@Table(name = "drifts")
@IdClass(DriftRow.Key.class)
class DriftRow {

  record Key(String host, String device, String standard) {}

  @Id String host;
  @Id String device;
  @Id String standard;
  String expected;

  @ColumnTransformer(read = "cast(seen as text)")
  String seen;

  String reason;
  Instant since;

  DriftView view() {
    return new DriftView(
        new PolicyDrifted(
            host, device, standard, expected, RowJson.one(seen, PolicyState.class), reason),
        since);
  }
}
