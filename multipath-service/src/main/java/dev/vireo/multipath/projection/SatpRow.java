package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.ScannedSatp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An array type of a host. */
@Entity
@Table(name = "satps")
@IdClass(SatpRow.Key.class)
class SatpRow {

  record Key(String host, String satp) {}

  @Id String host;
  @Id String satp;
  int place;

  @Column(name = "default_psp")
  String defaultPsp;

  @Nullable String description;

  SatpView view() {
    return new SatpView(host, new ScannedSatp(satp, defaultPsp, description));
  }
}
