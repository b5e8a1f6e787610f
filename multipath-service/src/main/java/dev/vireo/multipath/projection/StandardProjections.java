package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.DriftEnded;
import dev.vireo.bus.multipath.PolicyDrifted;
import dev.vireo.bus.multipath.StandardDefined;
import dev.vireo.bus.multipath.StandardRemoved;
import java.util.List;

/** Standards, and which devices depart from them. */
final class StandardProjections {

  private static final String DEFINED =
      """
      insert into standards
             (standard, selector, vendor, model, satp, psp, round_robin, mode, since, actor)
      select d.standard, d."select", d.vendor, d.model, d.satp, d.psp, d."roundRobin", d.mode,
             e.at, e.actor
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(standard text, "select" text, vendor text, model text, satp text, psp text,
               "roundRobin" jsonb, mode text)
      on conflict (standard) do update
         set selector = excluded.selector, vendor = excluded.vendor, model = excluded.model,
             satp = excluded.satp, psp = excluded.psp, round_robin = excluded.round_robin,
             mode = excluded.mode, since = excluded.since, actor = excluded.actor
      """;

  private static final String REMOVED =
      "delete from standards s using :events where s.standard = e.data ->> 'standard'";

  /** A drift that changes goes on: it began when it began. */
  private static final String DRIFTED =
      """
      insert into drifts (host, device, standard, expected, seen, reason, since)
      select d.host, d.device, d.standard, d.expected, d.seen, d.reason, e.at
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(host text, device text, standard text, expected text, seen jsonb, reason text)
      on conflict (host, device, standard) do update
         set expected = excluded.expected, seen = excluded.seen, reason = excluded.reason
      """;

  private static final String ENDED =
      """
      delete from drifts f
       using :events
       where f.host = e.data ->> 'host' and f.device = e.data ->> 'device'
         and f.standard = e.data ->> 'standard'
      """;

  /** The projections of standards. */
  static final List<Projection<?>> ALL =
      List.of(
          Projection.of(
              StandardDefined.class, Projection.Turn.CHANGE, s -> List.of("standard"), DEFINED),
          Projection.of(
              StandardRemoved.class, Projection.Turn.CHANGE, s -> List.of("standard"), REMOVED),
          Projection.of(
              PolicyDrifted.class,
              Projection.Turn.CHANGE,
              d -> List.of(drift(d.device(), d.standard())),
              DRIFTED),
          Projection.of(
              DriftEnded.class,
              Projection.Turn.CHANGE,
              d -> List.of(drift(d.device(), d.standard())),
              ENDED));

  private StandardProjections() {}

  private static String drift(String device, String standard) {
    return "drift " + device + "\n" + standard;
  }
}
