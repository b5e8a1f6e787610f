package dev.vireo.container.projection;

import dev.vireo.bus.Event;
import dev.vireo.bus.container.ContainerChanged;
import dev.vireo.bus.container.ContainerCreated;
import dev.vireo.bus.container.ContainerDefined;
import dev.vireo.bus.container.ContainerDestroyed;
import dev.vireo.bus.container.ContainerDriftEnded;
import dev.vireo.bus.container.ContainerDrifted;
import dev.vireo.bus.container.ContainerFailed;
import dev.vireo.bus.container.ContainerStarted;
import dev.vireo.bus.container.ContainerStopped;
import dev.vireo.bus.container.ContainersScanned;
import dev.vireo.bus.container.DefinitionRemoved;
import dev.vireo.bus.container.DistributionMapped;
import dev.vireo.bus.container.DistributionUnresolved;
import dev.vireo.bus.container.DistributionsScanned;
import dev.vireo.bus.container.TemplateAccepted;
import dev.vireo.bus.container.TemplateRejected;
import dev.vireo.bus.container.TemplateRenamed;
import dev.vireo.bus.container.TemplatesScanned;
import java.util.List;
import java.util.Map;

/**
 * What becomes of each type of event: statements that are run in order, for events of different
 * hosts at once. Parameter 1 is a JSON list of objects {@code id, at, actor, correlation, type,
 * data}, where {@code data} is the event's body.
 */
final class Projections {

  /** The events of parameter 1, as {@code e}. */
  private static final String EVENTS =
      """
      jsonb_to_recordset(cast(cast(?1 as text) as jsonb))
        as e(id text, at timestamptz, actor text, correlation text, type text, data jsonb)
      """;

  private static final String TEMPLATE =
      """
      insert into templates as old
             (host, folder, template, accepted, bytes, rule, broken, at_column, reason, suggested,
              evidence, at)
      select d.host, d.folder, d.template, e.type = 'TemplateAccepted', d.bytes, d.rule, d.broken,
             d."column", d.reason, d."suggestedName", d.evidence, e.at
        from %s
        cross join lateral jsonb_to_record(e.data)
          as d(host text, folder text, template text, bytes bigint, rule text, broken text,
               "column" integer, reason text, "suggestedName" text, evidence jsonb)
      on conflict (host, folder, template) do update
         set accepted = excluded.accepted, bytes = excluded.bytes, rule = excluded.rule,
             broken = excluded.broken, at_column = excluded.at_column, reason = excluded.reason,
             suggested = excluded.suggested,
             evidence = coalesce(excluded.evidence, old.evidence), at = excluded.at
      """
          .formatted(EVENTS);

  private static final String TEMPLATES_GONE =
      """
      delete from templates t
       using %s
       where t.host = e.data ->> 'host' and t.folder = e.data ->> 'folder'
         and t.template not in
             (select s ->> 'name' from jsonb_array_elements(e.data -> 'templates') as s)
      """
          .formatted(EVENTS);

  private static final String RENAME =
      """
      insert into template_renames (event, host, folder, from_name, to_name, undo, at, actor)
      select e.id, e.data ->> 'host', e.data ->> 'folder', e.data ->> 'from', e.data ->> 'to',
             coalesce(cast(e.data ->> 'undo' as boolean), false), e.at, e.actor
        from %s
      on conflict do nothing
      """
          .formatted(EVENTS);

  private static final String RENAMED_ROW =
      """
      delete from templates t
       using %s
       where t.host = e.data ->> 'host' and t.folder = e.data ->> 'folder'
         and t.template = e.data ->> 'from'
      """
          .formatted(EVENTS);

  private static final String DISTRIBUTIONS_GONE =
      "delete from distributions t using %s where t.host = e.data ->> 'host'".formatted(EVENTS);

  private static final String DISTRIBUTIONS =
      """
      insert into distributions (host, template, config, tried, used_by, default_is, at)
      select e.data ->> 'host', r.template, r.config, coalesce(r.tried, '[]'),
             coalesce(r."usedBy", '[]'), e.data ->> 'defaultIs', e.at
        from %s
        cross join lateral jsonb_to_recordset(e.data -> 'resolved')
          as r(template text, config text, tried jsonb, "usedBy" jsonb)
      on conflict do nothing
      """
          .formatted(EVENTS);

  private static final String UNRESOLVED =
      """
      insert into distributions
             (host, template, config, tried, used_by, default_is, relative, link, advice, at)
      select e.data ->> 'host', e.data ->> 'template', 'default', coalesce(e.data -> 'tried', '[]'),
             coalesce(e.data -> 'usedBy', '[]'), e.data ->> 'defaultIs', e.data ->> 'relative',
             e.data ->> 'link', e.data ->> 'advice', e.at
        from %s
      on conflict (host, template) do update
         set config = excluded.config, tried = excluded.tried, used_by = excluded.used_by,
             default_is = excluded.default_is, relative = excluded.relative, link = excluded.link,
             advice = excluded.advice, at = excluded.at
      """
          .formatted(EVENTS);

  private static final String LINK_GONE =
      """
      delete from distribution_links t
       using %s
       where t.host = e.data ->> 'host' and t.link = e.data ->> 'link'
      """
          .formatted(EVENTS);

  private static final String LINK =
      """
      insert into distribution_links (host, link, folder, config, at, actor)
      select e.data ->> 'host', e.data ->> 'link', e.data ->> 'folder', e.data ->> 'config', e.at,
             e.actor
        from %s
       where not coalesce(cast(e.data ->> 'undo' as boolean), false)
      """
          .formatted(EVENTS);

  private static final String MAPPED_ROWS =
      """
      update distributions t
         set config = e.data ->> 'config', relative = null, link = null, advice = null, at = e.at
        from %s
       where t.host = e.data ->> 'host'
         and t.template in (select jsonb_array_elements_text(e.data -> 'serves'))
         and not coalesce(cast(e.data ->> 'undo' as boolean), false)
      """
          .formatted(EVENTS);

  private static final String HOST =
      """
      insert into container_hosts as old
             (host, product, read_at, free_memory_mib, free_disk_mib, unparsed)
      select e.data ->> 'host', e.data ->> 'product', cast(e.data ->> 'readAt' as timestamptz),
             cast(e.data ->> 'freeMemoryMiB' as bigint), cast(e.data ->> 'freeDiskMiB' as bigint),
             coalesce(e.data -> 'unparsed', '[]')
        from %s
      on conflict (host) do update
         set product = excluded.product, read_at = excluded.read_at,
             free_memory_mib = excluded.free_memory_mib, free_disk_mib = excluded.free_disk_mib,
             unparsed = excluded.unparsed
       where excluded.read_at >= old.read_at
      """
          .formatted(EVENTS);

  /** A container that came while the host was read is not yet in the reading. */
  private static final String CONTAINERS_GONE =
      """
      delete from containers c
       using %s
       where c.host = e.data ->> 'host' and c.at <= cast(e.data ->> 'readAt' as timestamptz)
         and c.container not in
             (select s ->> 'container' from jsonb_array_elements(e.data -> 'containers') as s)
      """
          .formatted(EVENTS);

  private static final String CONTAINERS =
      """
      insert into containers as old
             (host, container, hostname, state, addresses, template, on_boot, at)
      select e.data ->> 'host', s.container, s.hostname, s.state, coalesce(s.addresses, '[]'),
             s.template, s."onBoot", cast(e.data ->> 'readAt' as timestamptz)
        from %s
        cross join lateral jsonb_to_recordset(e.data -> 'containers')
          as s(container text, hostname text, state text, addresses jsonb, template text,
               "onBoot" boolean)
      on conflict (host, container) do update
         set hostname = excluded.hostname, state = excluded.state,
             addresses = excluded.addresses, template = coalesce(excluded.template, old.template),
             on_boot = excluded.on_boot, at = excluded.at
       where excluded.at >= old.at
      """
          .formatted(EVENTS);

  private static final String CREATED =
      """
      insert into containers as old
             (host, container, hostname, state, addresses, template, at)
      select e.data ->> 'host', e.data ->> 'container', e.data ->> 'hostname', 'STOPPED',
             coalesce(e.data -> 'addresses', '[]'),
             case when e.data ->> 'origin' = 'TEMPLATE' then e.data ->> 'from'
                  else e.data ->> 'template' end, e.at
        from %s
      on conflict (host, container) do update
         set hostname = excluded.hostname, addresses = excluded.addresses,
             template = excluded.template, failed = null, advice = null, at = excluded.at
      """
          .formatted(EVENTS);

  private static final String STARTED =
      """
      update containers c
         set state = 'RUNNING', checks = coalesce(e.data -> 'checks', '[]'), failed = null,
             advice = null, at = e.at
        from %s
       where c.host = e.data ->> 'host' and c.container = e.data ->> 'container'
      """
          .formatted(EVENTS);

  private static final String STOPPED =
      """
      update containers c
         set state = 'STOPPED', checks = '[]', failed = null, advice = null, at = e.at
        from %s
       where c.host = e.data ->> 'host' and c.container = e.data ->> 'container'
      """
          .formatted(EVENTS);

  private static final String CHANGED =
      """
      update containers c
         set hostname = coalesce(
               (select x ->> 'to' from jsonb_array_elements(e.data -> 'changes') as x
                 where x ->> 'setting' = 'hostname'), c.hostname),
             addresses = coalesce(
               (select to_jsonb(string_to_array(coalesce(x ->> 'to', ''), ', '))
                  from jsonb_array_elements(e.data -> 'changes') as x
                 where x ->> 'setting' = 'addresses'), c.addresses),
             at = e.at
        from %s
       where c.host = e.data ->> 'host' and c.container = e.data ->> 'container'
      """
          .formatted(EVENTS);

  private static final String DESTROYED =
      """
      delete from containers c
       using %s
       where c.host = e.data ->> 'host' and c.container = e.data ->> 'container'
      """
          .formatted(EVENTS);

  /** One that is there, or of which perhaps something is left, is seen. */
  private static final String FAILED =
      """
      insert into containers as old
             (host, container, hostname, state, addresses, template, checks, failed, advice, at)
      select e.data ->> 'host', e.data ->> 'container', e.data -> 'seen' ->> 'hostname',
             coalesce(e.data -> 'seen' ->> 'state', 'UNKNOWN'),
             coalesce(e.data -> 'seen' -> 'addresses', '[]'), e.data -> 'seen' ->> 'template',
             coalesce(e.data -> 'checks', '[]'),
             (e.data ->> 'doing') || ' ' || (e.data ->> 'cause'), e.data ->> 'advice', e.at
        from %s
       where jsonb_typeof(e.data -> 'seen') = 'object' or e.data ->> 'left' is not null
      on conflict (host, container) do update
         set state = case when excluded.state = 'UNKNOWN' then old.state else excluded.state end,
             checks = excluded.checks, failed = excluded.failed, advice = excluded.advice,
             at = excluded.at
      """
          .formatted(EVENTS);

  private static final String FINDINGS =
      """
      insert into findings (event, place, host, container, what, kind, line, meaning, at)
      select e.id, f.place, e.data ->> 'host', e.data ->> 'container', e.type,
             f.finding ->> 'kind', f.finding ->> 'line', f.finding ->> 'meaning', e.at
        from %s
        cross join lateral jsonb_array_elements(coalesce(e.data -> 'findings', '[]'))
          with ordinality as f(finding, place)
      on conflict do nothing
      """
          .formatted(EVENTS);

  private static final String CHANGE =
      """
      insert into container_changes (event, at, host, container, what, detail, actor, correlation)
      select e.id, e.at, e.data ->> 'host', e.data ->> 'container', e.type, e.data, e.actor,
             e.correlation
        from %s
      on conflict do nothing
      """
          .formatted(EVENTS);

  private static final String DEFINED =
      """
      insert into definitions (host, container, desired, mode, since, actor)
      select e.data ->> 'host', e.data ->> 'container', e.data -> 'desired', e.data ->> 'mode',
             e.at, e.actor
        from %s
      on conflict (host, container) do update
         set desired = excluded.desired, mode = excluded.mode, since = excluded.since,
             actor = excluded.actor
      """
          .formatted(EVENTS);

  private static final String UNDEFINED =
      """
      delete from definitions t
       using %s
       where t.host = e.data ->> 'host' and t.container = e.data ->> 'container'
      """
          .formatted(EVENTS);

  /** One that goes on, and is now said to be kept otherwise, has not begun anew. */
  private static final String DRIFTED =
      """
      insert into container_drifts as old (host, container, departures, mode, since)
      select e.data ->> 'host', e.data ->> 'container', e.data -> 'departures', e.data ->> 'mode',
             e.at
        from %s
      on conflict (host, container) do update
         set departures = excluded.departures, mode = excluded.mode,
             since = case when excluded.departures = old.departures then old.since
                          else excluded.since end
      """
          .formatted(EVENTS);

  private static final String DRIFT_ENDED =
      """
      delete from container_drifts t
       using %s
       where t.host = e.data ->> 'host' and t.container = e.data ->> 'container'
      """
          .formatted(EVENTS);

  /** Statements of each type that has any. */
  static final Map<Class<? extends Event>, List<String>> ALL =
      Map.ofEntries(
          Map.entry(TemplateAccepted.class, List.of(TEMPLATE)),
          Map.entry(TemplateRejected.class, List.of(TEMPLATE)),
          Map.entry(TemplatesScanned.class, List.of(TEMPLATES_GONE)),
          Map.entry(TemplateRenamed.class, List.of(RENAME, RENAMED_ROW)),
          Map.entry(DistributionsScanned.class, List.of(DISTRIBUTIONS_GONE, DISTRIBUTIONS)),
          Map.entry(DistributionUnresolved.class, List.of(UNRESOLVED)),
          Map.entry(DistributionMapped.class, List.of(LINK_GONE, LINK, MAPPED_ROWS)),
          Map.entry(ContainersScanned.class, List.of(HOST, CONTAINERS_GONE, CONTAINERS)),
          Map.entry(ContainerCreated.class, List.of(CREATED, FINDINGS, CHANGE)),
          Map.entry(ContainerStarted.class, List.of(STARTED, FINDINGS, CHANGE)),
          Map.entry(ContainerStopped.class, List.of(STOPPED, FINDINGS, CHANGE)),
          Map.entry(ContainerChanged.class, List.of(CHANGED, FINDINGS, CHANGE)),
          Map.entry(ContainerDestroyed.class, List.of(DESTROYED, FINDINGS, CHANGE)),
          Map.entry(ContainerFailed.class, List.of(FAILED, FINDINGS, CHANGE)),
          Map.entry(ContainerDefined.class, List.of(DEFINED)),
          Map.entry(DefinitionRemoved.class, List.of(UNDEFINED)),
          Map.entry(ContainerDrifted.class, List.of(DRIFTED, CHANGE)),
          Map.entry(ContainerDriftEnded.class, List.of(DRIFT_ENDED, CHANGE)));

  private Projections() {}
}
