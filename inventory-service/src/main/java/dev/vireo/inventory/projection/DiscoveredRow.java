package dev.vireo.inventory.projection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Formula;

/** An address at which a host was found, in PostgreSQL. */
@Entity
@Table(name = "discovered")
class DiscoveredRow {

  @Id String address;

  @Column(name = "found_by")
  String foundBy;

  String name;
  String banner;
  String product;
  String version;
  String build;

  @Column(name = "seen_at")
  Instant seenAt;

  /** Whoever is reached there now: an event of another key, so it is not written into the row. */
  @Formula("(select min(h.host) from hosts h where h.address = address)")
  String registeredAs;

  DiscoveredView view() {
    return new DiscoveredView(
        address, foundBy, name, banner, product, version, build, registeredAs, seenAt);
  }
}
