package dev.vireo.inventory.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.codec.Json;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes many rows by one statement: they travel as one JSON parameter. */
final class HostWrites {

  private static final String PUT_HOSTS =
      """
      insert into hosts
             (host, address, account, product, version, build, full_name, state, cause, seen,
              advice, tags, adapters, changed_at)
      select h.host, h.address, h."user", h.product, h.version, h.build, h."fullName", h.state,
             h.cause, h.seen, h.advice, h.tags, h.adapters, h."changedAt"
        from jsonb_to_recordset(cast(cast(?1 as text) as jsonb))
          as h(host text, address text, "user" text, product text, version text, build text,
               "fullName" text, state text, cause text, seen text, advice text, tags jsonb,
               adapters jsonb, "changedAt" timestamptz)
      on conflict (host) do update
         set address = excluded.address, account = excluded.account, product = excluded.product,
             version = excluded.version, build = excluded.build, full_name = excluded.full_name,
             state = excluded.state, cause = excluded.cause, seen = excluded.seen,
             advice = excluded.advice, tags = excluded.tags, adapters = excluded.adapters,
             changed_at = excluded.changed_at
      """;

  private static final String REMOVE_HOSTS =
      """
      delete from hosts
       where host in (select jsonb_array_elements_text(cast(cast(?1 as text) as jsonb)))
      """;

  /**
   * An address may be told of under two keys, which have no order between them: the latest stands,
   * of two at the same time the one with the greater id.
   */
  private static final String PUT_DISCOVERED =
      """
      insert into discovered as d
             (address, found_by, name, banner, product, version, build, seen_at, event)
      select distinct on (f.data ->> 'address')
             f.data ->> 'address', f.data ->> 'foundBy', f.data ->> 'name', f.data ->> 'banner',
             f.data ->> 'product', f.data ->> 'version', f.data ->> 'build', f.at, f.id
        from jsonb_to_recordset(cast(cast(?1 as text) as jsonb))
          as f(id text, at timestamptz, data jsonb)
       order by f.data ->> 'address', f.at desc, f.id collate "C" desc
      on conflict (address) do update
         set found_by = excluded.found_by, name = excluded.name, banner = excluded.banner,
             product = excluded.product, version = excluded.version, build = excluded.build,
             seen_at = excluded.seen_at, event = excluded.event
       where (excluded.seen_at, excluded.event collate "C") > (d.seen_at, d.event collate "C")
      """;

  private HostWrites() {}

  /** Puts the rows of these hosts and removes those of others. */
  static Uni<Void> hosts(
      Mutiny.StatelessSession session, Collection<HostView> put, Collection<String> remove) {
    return run(session, PUT_HOSTS, put).chain(() -> run(session, REMOVE_HOSTS, remove));
  }

  /** Puts the rows of these {@code HostDiscovered}. */
  static Uni<Void> discovered(
      Mutiny.StatelessSession session, List<Envelope<? extends Event>> finds) {
    return run(
        session,
        PUT_DISCOVERED,
        finds.stream().map(e -> new Find(e.id(), e.time(), e.data())).toList());
  }

  private record Find(String id, Instant at, Event data) {}

  private static Uni<Void> run(
      Mutiny.StatelessSession session, String statement, Collection<?> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createNativeQuery(statement)
        .setParameter(1, json(rows))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** A host may print a NUL, which PostgreSQL's texts cannot hold; JSON writes it as an escape. */
  private static String json(Collection<?> rows) {
    try {
      return Json.MAPPER.writeValueAsString(rows).replace("\\u0000", "\\ufffd");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a row that is no JSON", e);
    }
  }
}
