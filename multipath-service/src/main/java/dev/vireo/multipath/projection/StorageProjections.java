package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.PathsScanned;
import java.util.List;

/** What a host's storage was read to be. */
final class StorageProjections {

  private static final String SCANS =
      """
      :events
        cross join lateral jsonb_to_record(e.data)
          as d(host text, product text, "readAt" timestamptz, devices jsonb, satps jsonb,
               policies jsonb, unparsed jsonb)
      """;

  /** Scans that were kept: an older one than the last changes nothing. */
  private static final String KEPT =
      SCANS + " join readings r on r.host = d.host and r.read_at = d.\"readAt\"\n";

  private static final String READING =
      """
      insert into readings as old (host, product, read_at, policies, unparsed)
      select d.host, d.product, d."readAt", coalesce(d.policies, '[]'), coalesce(d.unparsed, '[]')
        from %s
      on conflict (host) do update
         set product = excluded.product, read_at = excluded.read_at,
             policies = excluded.policies, unparsed = excluded.unparsed
       where excluded.read_at >= old.read_at
      """
          .formatted(SCANS);

  private static final String DEVICES_GONE =
      "delete from devices where host in (select d.host from %s)".formatted(KEPT);

  private static final String DEVICES =
      """
      insert into devices
             (host, id, place, name, vendor, model, plugin, satp, psp, config, mode, preferred,
              local, working, paths, read_at)
      select d.host, v.id, s.place, v.name, v.vendor, v.model, v.plugin, v.satp,
             v.policy ->> 'psp', v.policy ->> 'config', v.policy ->> 'mode',
             v.policy ->> 'preferred', v.local,
             coalesce(v.working, '[]'), coalesce(v.paths, '[]'), d."readAt"
        from %s
        cross join lateral jsonb_array_elements(d.devices) with ordinality as s(device, place)
        cross join lateral jsonb_to_record(s.device)
          as v(id text, name text, vendor text, model text, plugin text, satp text, policy jsonb,
               local boolean, working jsonb, paths jsonb)
      on conflict do nothing
      """
          .formatted(KEPT);

  private static final String SATPS_GONE =
      "delete from satps where host in (select d.host from %s)".formatted(KEPT);

  private static final String SATPS =
      """
      insert into satps (host, satp, place, default_psp, description)
      select d.host, v.name, s.place, v."defaultPsp", v.description
        from %s
        cross join lateral jsonb_array_elements(d.satps) with ordinality as s(satp, place)
        cross join lateral jsonb_to_record(s.satp)
          as v(name text, "defaultPsp" text, description text)
      on conflict do nothing
      """
          .formatted(KEPT);

  /** The projections of scans. */
  static final List<Projection<?>> ALL =
      List.of(
          Projection.of(
              PathsScanned.class,
              Projection.Turn.READ,
              scan -> List.of("storage"),
              READING,
              DEVICES_GONE,
              DEVICES,
              SATPS_GONE,
              SATPS));

  private StorageProjections() {}
}
