package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PolicyState;
import dev.vireo.bus.multipath.ScannedDevice;
import dev.vireo.bus.multipath.ScannedPath;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A device as it is known. */
@Entity
@Table(name = "devices")
@IdClass(DeviceRow.Key.class)
class DeviceRow {

  record Key(String host, String id) {}

  @Id String host;
  @Id String id;
  int place;
  @Nullable String name;
  @Nullable String vendor;
  @Nullable String model;
  @Nullable String plugin;
  @Nullable String satp;
  @Nullable String psp;
  @Nullable String config;
  @Nullable String mode;
  @Nullable String preferred;
  @Nullable Boolean local;

  @ColumnTransformer(read = "cast(working as text)")
  String working;

  @ColumnTransformer(read = "cast(paths as text)")
  String paths;

  @Column(name = "read_at")
  Instant readAt;

  DeviceView view() {
    PolicyState policy =
        psp == null
            ? null
            : new PolicyState(
                psp, config == null ? "" : config, mode == null ? "UNKNOWN" : mode, preferred);
    return new DeviceView(
        host,
        new ScannedDevice(
            id,
            name,
            vendor,
            model,
            plugin,
            satp,
            policy,
            local,
            RowJson.texts(working),
            RowJson.list(paths, ScannedPath.class)),
        readAt);
  }
}
