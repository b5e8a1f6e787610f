package dev.vireo.backup.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.backup.JobSummary;
import dev.vireo.bus.codec.Json;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is known of backups. Rows come as JSON, whose names are the records'. */
@ApplicationScoped
public class BackupQueries {

  private final Mutiny.SessionFactory sessions;

  BackupQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** A kind of rows that can be asked for, and the column that names what they are about. */
  enum Rows {
    DESTINATIONS(
        """
        select destination, url, password_ref as password, user_ref as "user",
               secret_ref as secret, trust, keep_free_mib as "keepFreeMiB",
               read_all_in_days as "readAllInDays", at_once as "atOnce", since, actor,
               repository, restic, ready_at as "readyAt", free_bytes as "freeBytes",
               checked_at as "checkedAt", sound, last_share as "lastShare", last_of as "lastOf"
          from destinations
        """,
        "destination",
        "destination"),
    JOBS(
        """
        select job, destination, source, host, schedule, zone, run_window as "window", retention,
               make_up_minutes as "makeUpMinutes", attempts,
               upload_kib_per_second as "uploadKiBPerSecond", mode, pre_script as "preScript",
               post_script as "postScript", since, actor, decided, running,
               last_took_millis as "lastTookMillis"
          from jobs
        """,
        "job",
        "job"),
    RUNS(
        """
        select run, job, destination, source, host, due, began, ended, state, point, cause,
               message, advice, added_bytes as "addedBytes", took_millis as "tookMillis", attempts
          from runs
        """,
        "job",
        "began desc, run"),
    POINTS_OF_JOB(Points.SELECT, "job", Points.ORDER),
    PRESENT_POINTS_OF_JOB(
        "select p.* from (" + Points.SELECT + " where expired_at is null) as p",
        "job",
        Points.ORDER),
    POINTS_IN_DESTINATION(Points.SELECT, "destination", Points.ORDER),
    POINTS(Points.SELECT, "point", Points.ORDER),
    CHECKS(
        """
        select destination, at, sound, share, of, damaged, hurt, findings,
               took_millis as "tookMillis"
          from checks
        """,
        "destination",
        "at desc"),
    REHEARSALS(
        "select job, schedule, zone, host, folder, since, actor from rehearsals", "job", "job"),
    DIAGNOSES(
        "select target, kind, cause, confidence, diagnosis, at, actor from diagnoses",
        "target",
        "at desc");

    private final String select;
    private final String key;
    private final String order;

    Rows(String select, String key, String order) {
      this.select = select;
      this.key = key;
      this.order = order;
    }
  }

  private static final class Points {
    static final String SELECT =
        """
        select point, job, destination, source, host, at, files, folders, bytes,
               data_snapshot as "dataSnapshot", listing_snapshot as "listingSnapshot",
               much_smaller as "muchSmaller", warnings, guest, state, verified_at as "verifiedAt",
               verified_by as "verifiedBy", damage, expired_at as "expiredAt"
          from restore_points
        """;
    static final String ORDER = "at desc, point";
  }

  /** Destinations, or the one of this name. */
  public Uni<List<DestinationView>> destinations(Optional<String> name, int atMost) {
    return rows(Rows.DESTINATIONS, name, atMost, DestinationView.class);
  }

  /** Jobs, or the one of this name. */
  public Uni<List<JobView>> jobs(Optional<String> name, int atMost) {
    return rows(Rows.JOBS, name, atMost, JobView.class);
  }

  /** Runs of all jobs or of one, the latest first. */
  public Uni<List<RunView>> runs(Optional<String> job, int atMost) {
    return rows(Rows.RUNS, job, atMost, RunView.class);
  }

  /**
   * Restore points of all jobs or of one, the latest first.
   *
   * @param expired those that expired, too
   */
  public Uni<List<PointView>> points(Optional<String> job, int atMost, boolean expired) {
    return rows(
        expired ? Rows.POINTS_OF_JOB : Rows.PRESENT_POINTS_OF_JOB, job, atMost, PointView.class);
  }

  /** Restore points in a destination, the latest first; those that expired, too. */
  public Uni<List<PointView>> pointsIn(String destination, int atMost) {
    return rows(Rows.POINTS_IN_DESTINATION, Optional.of(destination), atMost, PointView.class);
  }

  /** The restore point of this id. */
  public Uni<List<PointView>> point(String id) {
    return rows(Rows.POINTS, Optional.of(id), 1, PointView.class);
  }

  /** Checks of all destinations or of one, the latest first. */
  public Uni<List<CheckView>> checks(Optional<String> destination, int atMost) {
    return rows(Rows.CHECKS, destination, atMost, CheckView.class);
  }

  /** Diagnoses, or those of this target; the latest first. */
  public Uni<List<DiagnosisView>> diagnoses(Optional<String> target, int atMost) {
    return rows(Rows.DIAGNOSES, target, atMost, DiagnosisView.class);
  }

  /** When restore points are rehearsed. */
  public Uni<List<RehearsalView>> rehearsals(int atMost) {
    return rows(Rows.REHEARSALS, Optional.empty(), atMost, RehearsalView.class);
  }

  private static final String SUMMARIES =
"""
      select cast(to_jsonb(s) as text) from (
        with ran as (
          select job, count(*) filter (where state = 'COMPLETED') as completed,
                 count(*) filter (where state = 'FAILED') as failed,
                 coalesce(sum(added_bytes), 0) as added
            from runs where ended >= ?1 and ended < ?2 group by job),
        last as (
          select distinct on (job) job, state, cause || ': ' || message as why
            from runs where ended >= ?1 and ended < ?2 order by job, ended desc),
        missed as (
          select job, count(*) as missed, (array_agg(why order by due desc))[1] as why
            from missed_runs where due >= ?1 and due < ?2 group by job),
        newest as (
          select distinct on (job) job, point, at, state
            from restore_points where expired_at is null order by job, at desc)
        select j.job, coalesce(r.completed, 0) as completed, coalesce(r.failed, 0) as failed,
               coalesce(m.missed, 0) as missed, coalesce(r.added, 0) as "addedBytes",
               n.point, n.at as "pointAt", n.state as "pointState",
               case when l.state = 'FAILED' then left(l.why, 300)
                    when m.missed > 0 then left('MISSED: ' || m.why, 300)
                    when n.state = 'DAMAGED' then 'DAMAGED: its newest restore point'
               end as problem
          from jobs j
          left join ran r on r.job = j.job
          left join last l on l.job = j.job
          left join missed m on m.job = j.job
          left join newest n on n.job = j.job
) as s
       order by s.problem is null, s.job
""";

  /** What became of each job's runs within a time; those with a problem first. */
  public Uni<List<JobSummary>> summaries(Instant from, Instant to) {
    return sessions.withStatelessSession(
        session ->
            session
                .createNativeQuery(SUMMARIES, String.class)
                .setParameter(1, from)
                .setParameter(2, to)
                .getResultList()
                .map(found -> found.stream().map(json -> read(json, JobSummary.class)).toList()));
  }

  private <T> Uni<List<T>> rows(Rows rows, Optional<String> about, int atMost, Class<T> type) {
    String sql =
        "select cast(to_jsonb(r) as text) from ("
            + rows.select
            + (about.isPresent() ? " where " + rows.key + " = ?1" : "")
            + " order by "
            + rows.order
            + ") as r";
    return sessions.withStatelessSession(
        session -> {
          var query = session.createNativeQuery(sql, String.class).setMaxResults(atMost);
          about.ifPresent(name -> query.setParameter(1, name));
          return query
              .getResultList()
              .map(found -> found.stream().map(json -> read(json, type)).toList());
        });
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a view holds what this version cannot read; rebuild the projections. It is: " + json, e);
    }
  }
}
