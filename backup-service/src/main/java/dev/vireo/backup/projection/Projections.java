package dev.vireo.backup.projection;

import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupJobDefined;
import dev.vireo.bus.backup.BackupJobRemoved;
import dev.vireo.bus.backup.ConnectionDiagnosed;
import dev.vireo.bus.backup.DestinationDefined;
import dev.vireo.bus.backup.RehearsalsScheduled;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of each type of event: statements that are run in order. Parameter 1 is a JSON
 * object {@code id, at, actor, correlation, type, data}, where {@code data} is the event's body.
 */
final class Projections {

  /** The event of parameter 1, as {@code e}. */
  static final String EVENT =
      """
      jsonb_to_record(cast(cast(?1 as text) as jsonb))
        as e(id text, at timestamptz, actor text, correlation text, type text, data jsonb)
      """;

  private static final String DESTINATION =
      """
      insert into destinations
             (destination, url, password_ref, user_ref, secret_ref, trust, keep_free_mib,
              read_all_in_days, at_once, since, actor)
      select d.destination, d.url, d.password, d."user", d.secret, d.trust, d."keepFreeMiB",
             d."readAllInDays", d."atOnce", e.at, e.actor
        from %s
        cross join lateral jsonb_to_record(e.data)
          as d(destination text, url text, password text, "user" text, secret text, trust text,
               "keepFreeMiB" integer, "readAllInDays" integer, "atOnce" integer)
      on conflict (destination) do update
         set url = excluded.url, password_ref = excluded.password_ref,
             user_ref = excluded.user_ref, secret_ref = excluded.secret_ref,
             trust = excluded.trust, keep_free_mib = excluded.keep_free_mib,
             read_all_in_days = excluded.read_all_in_days, at_once = excluded.at_once,
             since = excluded.since, actor = excluded.actor
      """
          .formatted(EVENT);

  private static final String JOB =
      """
      insert into jobs
             (job, destination, source, host, schedule, zone, run_window, retention,
              make_up_minutes, attempts, upload_kib_per_second, mode, pre_script, post_script, since,
              actor)
      select d.job, d.destination, d.source, d.host, d.schedule, d.zone, d."window", d.retention,
             d."makeUpMinutes", d.attempts, d."uploadKiBPerSecond", d.mode, d."preScript",
             d."postScript", e.at, e.actor
        from %s
        cross join lateral jsonb_to_record(e.data)
          as d(job text, destination text, source text, host text, schedule text, zone text,
               "window" text, retention text, "makeUpMinutes" integer, attempts integer,
               "uploadKiBPerSecond" integer, mode text, "preScript" text, "postScript" text)
      on conflict (job) do update
         set destination = excluded.destination, source = excluded.source, host = excluded.host,
             schedule = excluded.schedule, zone = excluded.zone,
             run_window = excluded.run_window, retention = excluded.retention,
             make_up_minutes = excluded.make_up_minutes, attempts = excluded.attempts,
             upload_kib_per_second = excluded.upload_kib_per_second, mode = excluded.mode,
             pre_script = excluded.pre_script, post_script = excluded.post_script,
             since = excluded.since, actor = excluded.actor
      """
          .formatted(EVENT);

  private static final String JOB_GONE =
      "delete from jobs t using %s where t.job = e.data ->> 'job'".formatted(EVENT);

  private static final String REHEARSALS =
      """
      insert into rehearsals (job, schedule, zone, host, folder, since, actor)
      select d.job, d.schedule, d.zone, d.host, d.folder, e.at, e.actor
        from %s
        cross join lateral jsonb_to_record(e.data)
          as d(job text, schedule text, zone text, host text, folder text)
       where d.schedule is not null
      on conflict (job) do update
         set schedule = excluded.schedule, zone = excluded.zone, host = excluded.host,
             folder = excluded.folder, since = excluded.since, actor = excluded.actor
      """
          .formatted(EVENT);

  private static final String REHEARSALS_END =
      """
      delete from rehearsals t using %s
       where t.job = e.data ->> 'job' and e.data ->> 'schedule' is null
      """
          .formatted(EVENT);

  private static final String DIAGNOSIS =
      """
      insert into diagnoses (id, target, kind, cause, confidence, diagnosis, at, actor)
      select e.id, d.target, d.kind, d.cause, d.confidence, e.data, e.at, e.actor
        from %s
        cross join lateral jsonb_to_record(e.data)
          as d(target text, kind text, cause text, confidence text)
      """
          .formatted(EVENT);

  private static final Map<Class<? extends Event>, List<String>> DEFINITIONS =
      Map.of(
          DestinationDefined.class, List.of(DESTINATION),
          BackupJobDefined.class, List.of(JOB),
          BackupJobRemoved.class, List.of(JOB_GONE, REHEARSALS_END),
          RehearsalsScheduled.class, List.of(REHEARSALS, REHEARSALS_END),
          ConnectionDiagnosed.class, List.of(DIAGNOSIS));

  /** Statements of each type that has any. */
  static final Map<Class<? extends Event>, List<String>> ALL =
      Stream.of(DEFINITIONS, PointProjections.ALL)
          .flatMap(part -> part.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Projections() {}
}
