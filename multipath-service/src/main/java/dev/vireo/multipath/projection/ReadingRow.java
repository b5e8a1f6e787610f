package dev.vireo.multipath.projection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.ColumnTransformer;

/** A host's last scan. */
@Entity
@Table(name = "readings")
class ReadingRow {

  @Id String host;
  String product;

  @Column(name = "read_at")
  Instant readAt;

  @ColumnTransformer(read = "cast(policies as text)")
  String policies;

  @ColumnTransformer(read = "cast(unparsed as text)")
  String unparsed;

  HostReading view(List<DeviceView> devices, List<SatpView> satps) {
    return new HostReading(
        host,
        product,
        readAt,
        devices,
        satps.stream().map(SatpView::satp).toList(),
        RowJson.texts(policies),
        RowJson.texts(unparsed));
  }
}
