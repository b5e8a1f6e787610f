package dev.vireo.multipath.projection;

import dev.vireo.bus.multipath.ChangeRefused;
import dev.vireo.bus.multipath.ClaimRuleChanged;
import dev.vireo.bus.multipath.PolicyChangeFailed;
import dev.vireo.bus.multipath.PolicyChanged;
import dev.vireo.bus.multipath.PolicyUnchanged;
import dev.vireo.bus.multipath.SatpDefaultChanged;
import java.util.List;

/** What was done to hosts: the audit, the result for the plan, and how the storage is now. */
final class ChangeProjections {

  /** Each kind of change as rows of one shape, {@code c}. */
  private static final String POLICY_CHANGES =
      """
      (select e.id, e.at, e.actor, e.correlation, d.plan, d.host, d.device, 'PATH_POLICY' as kind,
              d."from" as from_state, d."to" as to_state, cast(null as jsonb) as rule,
              d."verifiedBy" as verified_by, d."readAt" as read_at,
              coalesce(d."rollBack", false) as roll_back, coalesce(d.overrides, '[]') as overrides
         from :events
         cross join lateral jsonb_to_record(e.data)
           as d(plan text, host text, device text, "from" jsonb, "to" jsonb, "verifiedBy" text,
                "readAt" timestamptz, "rollBack" boolean, overrides jsonb)) c
      """;

  private static final String DEFAULT_CHANGES =
      """
      (select e.id, e.at, e.actor, e.correlation, d.plan, d.host, d.satp as device,
              'SATP_DEFAULT' as kind, to_jsonb(d."from") as from_state, to_jsonb(d."to") as to_state,
              cast(null as jsonb) as rule, d."verifiedBy" as verified_by,
              cast(null as timestamptz) as read_at, coalesce(d."rollBack", false) as roll_back, cast('[]' as jsonb) as overrides
         from :events
         cross join lateral jsonb_to_record(e.data)
           as d(plan text, host text, satp text, "from" text, "to" text, "verifiedBy" text,
                "rollBack" boolean)) c
      """;

  /** A rule that is there after was not before, and is taken away by a roll-back only. */
  private static final String RULE_CHANGES =
      """
      (select e.id, e.at, e.actor, e.correlation, d.plan, d.host, d.rule ->> 'satp' as device,
              'CLAIM_RULE' as kind, cast(null as jsonb) as from_state,
              cast(null as jsonb) as to_state, d.rule, d."verifiedBy" as verified_by,
              cast(null as timestamptz) as read_at,
              not coalesce(d.present, false) as roll_back, cast('[]' as jsonb) as overrides
         from :events
         cross join lateral jsonb_to_record(e.data)
           as d(plan text, host text, rule jsonb, present boolean, "verifiedBy" text)) c
      """;

  private static final String UNDONE =
      """
      update changes as done
         set undone_by = c.id
        from %s
       where c.roll_back and not done.roll_back and done.undone_by is null
         and done.plan = c.plan and done.host = c.host and done.device = c.device
         and done.kind = c.kind
      """;

  private static final String AUDIT =
      """
      insert into changes
             (event, at, host, device, plan, kind, from_state, to_state, rule, verified_by, read_at,
              actor, overrides, roll_back, correlation)
      select c.id, c.at, c.host, c.device, c.plan, c.kind, c.from_state, c.to_state, c.rule,
             c.verified_by, c.read_at, c.actor, c.overrides, c.roll_back, c.correlation
        from %s
      """;

  private static final String RESULT_SET =
      """
      on conflict (plan, host, device) do update
         set state = excluded.state, at = excluded.at, seen = excluded.seen, said = excluded.said,
             advice = excluded.advice, command = excluded.command, exit = excluded.exit
      """;

  private static final String CHANGED =
      """
      insert into plan_results (plan, host, device, state, at, seen)
      select c.plan, c.host, c.device,
             case when c.roll_back then 'RESTORED' else 'CHANGED' end, c.at, c.to_state
        from %s
      """
          + RESULT_SET;

  private static final String DEVICE_NOW =
      """
      update devices as v
         set psp = d."to" ->> 'psp', config = d."to" ->> 'config', mode = d."to" ->> 'mode',
             preferred = d."to" ->> 'preferred', read_at = d."readAt"
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(host text, device text, "to" jsonb, "readAt" timestamptz)
       where v.host = d.host and v.id = d.device and v.read_at <= d."readAt"
      """;

  private static final String SATP_NOW =
      """
      update satps as s
         set default_psp = e.data ->> 'to'
        from :events
       where s.host = e.data ->> 'host' and s.satp = e.data ->> 'satp'
      """;

  private static final String FAILED =
      """
      insert into plan_results (plan, host, device, state, at, seen, said, advice, command, exit)
      select d.plan, d.host, d.device, 'FAILED', e.at, d.seen, d.answered, d.advice, d.command,
             d.exit
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, host text, device text, seen jsonb, answered text, advice text,
               command text, exit integer)
      """
          + RESULT_SET;

  private static final String UNCHANGED =
      """
      insert into plan_results (plan, host, device, state, at, seen, said)
      select d.plan, d.host, d.device, 'UNCHANGED', e.at, d.state, d.reason
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, host text, device text, state jsonb, reason text)
      """
          + RESULT_SET;

  private static final String REFUSED =
      """
      insert into plan_results (plan, host, device, state, at, said)
      select d.plan, d.host, d.device, 'REFUSED', e.at,
             (select string_agg(r.words, '; ' order by r.place)
                from jsonb_array_elements(coalesce(d.rules, '[]')) with ordinality as q(rule, place)
                cross join lateral (select q.rule ->> 'words' as words, q.place) r)
        from :events
        cross join lateral jsonb_to_record(e.data)
          as d(plan text, host text, device text, rules jsonb)
      """
          + RESULT_SET;

  /** The projections of changes. */
  static final List<Projection<?>> ALL =
      List.of(
          Projection.of(
              PolicyChanged.class,
              Projection.Turn.CHANGE,
              c -> List.of("device " + c.device(), result(c.plan(), c.device())),
              UNDONE.formatted(POLICY_CHANGES),
              AUDIT.formatted(POLICY_CHANGES),
              CHANGED.formatted(POLICY_CHANGES),
              DEVICE_NOW),
          Projection.of(
              SatpDefaultChanged.class,
              Projection.Turn.CHANGE,
              c -> List.of("satp " + c.satp(), result(c.plan(), c.satp())),
              UNDONE.formatted(DEFAULT_CHANGES),
              AUDIT.formatted(DEFAULT_CHANGES),
              CHANGED.formatted(DEFAULT_CHANGES),
              SATP_NOW),
          Projection.of(
              ClaimRuleChanged.class,
              Projection.Turn.CHANGE,
              c -> List.of(result(c.plan(), c.rule().satp())),
              UNDONE.formatted(RULE_CHANGES),
              AUDIT.formatted(RULE_CHANGES),
              CHANGED.formatted(RULE_CHANGES)),
          Projection.of(
              PolicyChangeFailed.class,
              Projection.Turn.CHANGE,
              c -> List.of(result(c.plan(), c.device())),
              FAILED),
          Projection.of(
              PolicyUnchanged.class,
              Projection.Turn.CHANGE,
              c -> List.of(result(c.plan(), c.device())),
              UNCHANGED),
          Projection.of(
              ChangeRefused.class,
              Projection.Turn.CHANGE,
              c -> List.of(result(c.plan(), c.device())),
              REFUSED));

  private ChangeProjections() {}

  private static String result(String plan, String device) {
    return "result " + plan + "\n" + device;
  }
}
