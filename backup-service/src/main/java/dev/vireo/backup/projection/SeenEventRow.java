package dev.vireo.backup.projection;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An event that was taken. */
@Entity
@Table(name = "seen_events")
class SeenEventRow {
  @Id String id;
}
