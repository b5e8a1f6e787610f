package dev.vireo.multipath.projection;

import dev.vireo.bus.Envelope;
import dev.vireo.bus.Event;
import dev.vireo.bus.service.EventJson;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The events that a transaction writes, in a temporary table of their own: several statements need
 * each load of them, and a scan of a big host is read as JSON once instead of once for each.
 */
final class Incoming {

  /** Not compressed: the rows live for one transaction. Whoever has a connection first makes it. */
  private static final String TABLE =
      """
      do $$ begin
        if to_regclass('pg_temp.incoming') is null then
          create temporary table incoming (
            id text not null, at timestamptz not null, actor text not null,
            correlation text not null, data jsonb not null) on commit delete rows;
          alter table incoming alter column data set storage external;
        end if;
      end $$
      """;

  private static final String LOAD =
      """
      insert into incoming (id, at, actor, correlation, data)
      select id, at, actor, correlation, data
        from jsonb_to_recordset(cast(cast(?1 as text) as jsonb))
          as e(id text, at timestamptz, actor text, correlation text, data jsonb)
      """;

  private Incoming() {}

  /** Makes the table where this connection has none yet. */
  static Uni<Void> prepare(Mutiny.StatelessSession session) {
    return session.createNativeQuery(TABLE).executeUpdate().replaceWithVoid();
  }

  /** Puts events there, in place of those before. */
  static Uni<Void> load(
      Mutiny.StatelessSession session, Collection<Envelope<? extends Event>> events) {
    return session
        .createNativeQuery("delete from incoming")
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(LOAD)
                    .setParameter(1, EventJson.of(events))
                    .executeUpdate())
        .replaceWithVoid();
  }
}
