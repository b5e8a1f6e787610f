package dev.vireo.inventory.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.vireo.bus.codec.Json;
import dev.vireo.bus.inventory.Adapter;
import dev.vireo.bus.inventory.UnreachableCause;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.ColumnTransformer;

/** A registered host in PostgreSQL. Written by {@link HostWrites}, which takes many at once. */
@Entity
@Table(name = "hosts")
class HostRow {

  private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
  private static final TypeReference<List<Adapter>> ADAPTERS = new TypeReference<>() {};

  @Id String host;
  String address;

  @Column(name = "account")
  String user;

  String product;
  String version;
  String build;

  @Column(name = "full_name")
  String fullName;

  @Enumerated(EnumType.STRING)
  HostState state;

  @Enumerated(EnumType.STRING)
  UnreachableCause cause;

  String seen;
  String advice;

  @ColumnTransformer(read = "cast(tags as text)")
  String tags;

  @ColumnTransformer(read = "cast(adapters as text)")
  String adapters;

  @Column(name = "changed_at")
  Instant changedAt;

  HostView view() {
    return new HostView(
        host,
        address,
        user,
        product,
        version,
        build,
        fullName,
        state,
        cause,
        seen,
        advice,
        read(tags, TAGS),
        read(adapters, ADAPTERS),
        changedAt);
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a view holds what this version cannot read; rebuild the projections. It is: " + json, e);
    }
  }
}
