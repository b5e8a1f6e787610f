package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.HostPlanned;
import dev.vireo.bus.multipath.PlanFinished;
import dev.vireo.bus.multipath.PlanReady;
import dev.vireo.bus.multipath.PlanRolledBack;
import java.util.List;

/** What a plan says, by itself and for each host. */
final class PlanProjections {

  private static final String READY =
      """
      insert into plans
             (plan, kind, selector, state, hosts, not_read, keep, change, refuse,
              created_at, actor, correlation)
      select d.plan, d.kind, d."select", 'READY', coalesce(d.hosts, '[]'),
             coalesce(d."notRead", '[]'), d.keep, d.change, d.refuse, e.at, e.actor, e.correlation
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, kind text, "select" text, hosts jsonb, "notRead" jsonb,
               keep integer, change integer, refuse integer)
      on conflict do nothing
      """;

  private static final String FINISHED =
      """
      update plans p
         set state = case when d.stopped is null then 'APPLIED' else 'STOPPED' end,
             finished_at = e.at, hosts_done = coalesce(d."hostsDone", '[]'),
             hosts_failed = coalesce(d."hostsFailed", '[]'),
             hosts_not_started = coalesce(d."hostsNotStarted", '[]'),
             changed = d.changed, unchanged = d.unchanged, failed = d.failed,
             refused = d.refused, stopped = d.stopped
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, "hostsDone" jsonb, "hostsFailed" jsonb, "hostsNotStarted" jsonb,
               changed integer, unchanged integer, failed integer, refused integer, stopped text)
       where p.plan = d.plan
      """;

  private static final String ROLL_BACK =
      """
      insert into plan_roll_backs
             (event, plan, correlation, at, actor, restored, failed, not_known, reason)
      select e.id, d.plan, e.correlation, e.at, e.actor, d.restored, d.failed,
             coalesce(d."notKnown", '[]'), d.reason
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, restored integer, failed integer, "notKnown" jsonb, reason text)
      """;

  private static final String ROLLED_BACK =
      """
      update plans p set state = 'ROLLED_BACK' from :events where p.plan = e.data ->> 'plan'
      """;

  private static final String HOST =
      """
      insert into plan_hosts
             (plan, host, kind, satp, psp, round_robin, rule, overrides, unparsed, planned_at)
      select d.plan, d.host, d.kind, d.satp, d.psp, d."roundRobin", d.rule,
             coalesce(d.overrides, '[]'), coalesce(d.unparsed, '[]'), e.at
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, host text, kind text, satp text, psp text, "roundRobin" jsonb, rule jsonb,
               overrides jsonb, unparsed jsonb)
      on conflict (plan, host) do update
         set kind = excluded.kind, satp = excluded.satp, psp = excluded.psp,
             round_robin = excluded.round_robin, rule = excluded.rule,
             overrides = excluded.overrides, unparsed = excluded.unparsed,
             planned_at = excluded.planned_at
      """;

  private static final String DEVICES_GONE =
      """
      delete from plan_devices p
       using :events where p.plan = e.data ->> 'plan' and p.host = e.data ->> 'host'
      """;

  private static final String DEVICES =
      """
      insert into plan_devices
             (plan, host, device, place, name, satp, verdict, reason, from_state, to_state,
              round_robin, rules, fingerprint)
      select d.plan, d.host, v.device, s.place, v.name, v.satp, v.verdict, v.reason, v."from",
             v."to", v."roundRobin", coalesce(v.rules, '[]'), v.fingerprint
        from :events
        cross join lateral jsonb_to_record(e.data) as d(plan text, host text, devices jsonb)
        cross join lateral jsonb_array_elements(d.devices) with ordinality as s(device, place)
        cross join lateral jsonb_to_record(s.device)
          as v(device text, name text, satp text, verdict text, reason text, "from" jsonb,
               "to" jsonb, "roundRobin" jsonb, rules jsonb, fingerprint text)
      on conflict do nothing
      """;

  /** The projections of plans. */
  static final List<Projection<?>> ALL =
      List.of(
          Projection.of(
              HostPlanned.class,
              Projection.Turn.CHANGE,
              planned -> List.of("plan " + planned.plan()),
              HOST,
              DEVICES_GONE,
              DEVICES),
          Projection.of(
              PlanReady.class, Projection.Turn.CHANGE, ready -> List.of("the plan"), READY),
          Projection.of(
              PlanFinished.class, Projection.Turn.CHANGE, end -> List.of("the plan"), FINISHED),
          Projection.of(
              PlanRolledBack.class,
              Projection.Turn.CHANGE,
              end -> List.of("the plan"),
              ROLL_BACK,
              ROLLED_BACK));

  private PlanProjections() {}
}
