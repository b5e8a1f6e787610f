package dev.vireo.backup.projection;

import dev.vireo.bus.Event;
import dev.vireo.bus.backup.BackupCompleted;
import dev.vireo.bus.backup.BackupFailed;
import dev.vireo.bus.backup.BackupMissed;
import dev.vireo.bus.backup.BackupStarted;
import dev.vireo.bus.backup.DestinationChecked;
import dev.vireo.bus.backup.DestinationReady;
import dev.vireo.bus.backup.DestinationSpaceLow;
import dev.vireo.bus.backup.FilesRestored;
import dev.vireo.bus.backup.GuestRestored;
import dev.vireo.bus.backup.RestoreFailed;
import dev.vireo.bus.backup.RestorePointDamaged;
import dev.vireo.bus.backup.RestorePointExpired;
import dev.vireo.bus.backup.RestorePointImported;
import dev.vireo.bus.backup.RestoreVerified;
import java.util.List;
import java.util.Map;

/** What becomes of events about runs, restore points and checks; as in {@link Projections}. */
final class PointProjections {

  private static final String EVENT = Projections.EVENT;

  private static final String RUN =
      """
      insert into runs (run, job, destination, source, host, due, began, state)
      select e.data ->> 'run', e.data ->> 'job', e.data ->> 'destination', e.data ->> 'source',
             e.data ->> 'host', cast(e.data ->> 'due' as timestamptz), e.at, 'RUNNING'
        from %s
      on conflict (run) do nothing
      """
          .formatted(EVENT);

  private static final String JOB_RUNS =
      """
      update jobs j
         set running = e.data ->> 'run',
             decided = greatest(j.decided, cast(e.data ->> 'due' as timestamptz))
        from %s
       where j.job = e.data ->> 'job'
      """
          .formatted(EVENT);

  private static final String RUN_COMPLETED =
      """
      update runs r
         set state = 'COMPLETED', ended = e.at, point = e.data -> 'restorePoint' ->> 'point',
             added_bytes = cast(e.data ->> 'addedBytes' as bigint),
             took_millis = cast(e.data ->> 'tookMillis' as bigint),
             attempts = cast(e.data ->> 'attempts' as integer)
        from %s
       where r.run = e.data ->> 'run'
      """
          .formatted(EVENT);

  private static final String RUN_FAILED =
      """
      update runs r
         set state = 'FAILED', ended = e.at, cause = e.data ->> 'cause',
             message = e.data ->> 'message', advice = e.data ->> 'advice',
             attempts = cast(e.data ->> 'attempts' as integer)
        from %s
       where r.run = e.data ->> 'run'
      """
          .formatted(EVENT);

  private static final String JOB_RESTS =
      """
      update jobs j
         set running = null,
             last_took_millis =
               coalesce(cast(e.data ->> 'tookMillis' as bigint), j.last_took_millis)
        from %s
       where j.job = e.data ->> 'job' and j.running = e.data ->> 'run'
      """
          .formatted(EVENT);

  private static final String MISSED =
      """
      insert into missed_runs (job, due, why)
      select e.data ->> 'job', cast(e.data ->> 'due' as timestamptz), e.data ->> 'why'
        from %s
      on conflict do nothing
      """
          .formatted(EVENT);

  private static final String JOB_MISSED =
      """
      update jobs j
         set decided = greatest(j.decided, cast(e.data ->> 'due' as timestamptz))
        from %s
       where j.job = e.data ->> 'job'
      """
          .formatted(EVENT);

  /**
   * One that was found again in its destination is there. What was said of it stays said, unless it
   * had expired: then it is as one that was never seen.
   */
  private static final String POINT =
      """
      insert into restore_points as old
             (point, job, destination, source, host, at, files, folders, bytes, data_snapshot,
              listing_snapshot, much_smaller, warnings, guest, state)
      select d.point, d.job, d.destination, d.source, d.host, d.at, d.files, d.folders, d.bytes,
             d."dataSnapshot", d."listingSnapshot", coalesce(d."muchSmaller", false),
             coalesce(d.warnings, '[]'), d.guest, 'UNVERIFIED'
        from %s
        cross join lateral jsonb_to_record(e.data -> 'restorePoint')
          as d(point text, job text, destination text, source text, host text, at timestamptz,
               files bigint, folders bigint, bytes bigint, "dataSnapshot" text,
               "listingSnapshot" text, "muchSmaller" boolean, warnings jsonb,
               guest jsonb)
      on conflict (point) do update
         set destination = excluded.destination, data_snapshot = excluded.data_snapshot,
             listing_snapshot = excluded.listing_snapshot, expired_at = null,
             state = case when old.expired_at is null then old.state else excluded.state end,
             verified_at = case when old.expired_at is null then old.verified_at end,
             verified_by = case when old.expired_at is null then old.verified_by end,
             damage = case when old.expired_at is null then old.damage end
      """
          .formatted(EVENT);

  private static final String EXPIRED =
      """
      update restore_points p
         set expired_at = e.at
        from %s
       where p.point = e.data ->> 'point'
      """
          .formatted(EVENT);

  private static final String VERIFIED =
      """
      update restore_points p
         set state = 'VERIFIED', verified_at = e.at, verified_by = e.data ->> 'by', damage = null
        from %s
       where p.point = e.data ->> 'point'
      """
          .formatted(EVENT);

  private static final String DAMAGED =
      """
      update restore_points p
         set state = 'DAMAGED',
             damage = (select string_agg(pack, ', ')
                         from jsonb_array_elements_text(e.data -> 'packs') as t(pack))
        from %s
       where p.point = e.data ->> 'point'
      """
          .formatted(EVENT);

  /** A failure says something of the point only where its data was found to be wrong. */
  private static final String UNSOUND =
      """
      update restore_points p
         set state = 'DAMAGED', damage = e.data ->> 'message'
        from %s
       where p.point = e.data ->> 'point' and e.data ->> 'cause' = 'DESTINATION_DAMAGED'
      """
          .formatted(EVENT);

  private static final String RESTORE =
      """
      insert into restores (event, job, point, what, detail, at, actor)
      select e.id, e.data ->> 'job', e.data ->> 'point', e.type, e.data, e.at, e.actor
        from %s
      on conflict do nothing
      """
          .formatted(EVENT);

  private static final String READY =
      """
      update destinations d
         set repository = e.data ->> 'repository', restic = e.data ->> 'restic', ready_at = e.at,
             free_bytes = cast(e.data ->> 'freeBytes' as bigint)
        from %s
       where d.destination = e.data ->> 'destination'
      """
          .formatted(EVENT);

  private static final String FREE =
      """
      update destinations d
         set free_bytes = cast(e.data ->> 'freeBytes' as bigint)
        from %s
       where d.destination = e.data ->> 'destination'
      """
          .formatted(EVENT);

  private static final String CHECK =
      """
      insert into checks
             (event, destination, at, sound, share, of, damaged, hurt, findings, took_millis)
      select e.id, e.data ->> 'destination', e.at, coalesce(cast(e.data ->> 'sound' as boolean), false),
             cast(e.data ->> 'share' as integer), cast(e.data ->> 'of' as integer),
             coalesce(e.data -> 'damaged', '[]'), coalesce(e.data -> 'hurt', '[]'),
             coalesce(e.data -> 'findings', '[]'), cast(e.data ->> 'tookMillis' as bigint)
        from %s
      on conflict do nothing
      """
          .formatted(EVENT);

  private static final String CHECKED =
      """
      update destinations d
         set checked_at = e.at, sound = coalesce(cast(e.data ->> 'sound' as boolean), false),
             last_share = cast(e.data ->> 'share' as integer),
             last_of = cast(e.data ->> 'of' as integer),
             free_bytes = cast(e.data ->> 'freeBytes' as bigint)
        from %s
       where d.destination = e.data ->> 'destination'
      """
          .formatted(EVENT);

  /** Statements of each type that has any. */
  static final Map<Class<? extends Event>, List<String>> ALL =
      Map.ofEntries(
          Map.entry(BackupStarted.class, List.of(RUN, JOB_RUNS)),
          Map.entry(BackupCompleted.class, List.of(POINT, RUN_COMPLETED, JOB_RESTS)),
          Map.entry(BackupFailed.class, List.of(RUN_FAILED, JOB_RESTS)),
          Map.entry(BackupMissed.class, List.of(MISSED, JOB_MISSED)),
          Map.entry(RestorePointImported.class, List.of(POINT)),
          Map.entry(RestorePointExpired.class, List.of(EXPIRED)),
          Map.entry(RestorePointDamaged.class, List.of(DAMAGED)),
          Map.entry(RestoreVerified.class, List.of(VERIFIED, RESTORE)),
          Map.entry(FilesRestored.class, List.of(RESTORE)),
          Map.entry(GuestRestored.class, List.of(RESTORE)),
          Map.entry(RestoreFailed.class, List.of(UNSOUND, RESTORE)),
          Map.entry(DestinationReady.class, List.of(READY)),
          Map.entry(DestinationSpaceLow.class, List.of(FREE)),
          Map.entry(DestinationChecked.class, List.of(CHECK, CHECKED)));

  private PointProjections() {}
}
