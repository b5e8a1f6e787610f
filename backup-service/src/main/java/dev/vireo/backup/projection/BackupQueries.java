package dev.vireo.backup.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vireo.bus.codec.Json;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
               read_all_in_days as "readAllInDays", at_once as "atOnce", since, actor
          from destinations
        """,
        "destination",
        "destination"),
    JOBS(
        """
        select job, destination, source, host, schedule, zone, run_window as "window", retention,
               make_up_minutes as "makeUpMinutes", attempts,
               upload_kib_per_second as "uploadKiBPerSecond", since, actor
          from jobs
        """,
        "job",
        "job");

    private final String select;
    private final String key;
    private final String order;

    Rows(String select, String key, String order) {
      this.select = select;
      this.key = key;
      this.order = order;
    }
  }

  /** Destinations, or the one of this name. */
  public Uni<List<DestinationView>> destinations(Optional<String> name, int atMost) {
    return rows(Rows.DESTINATIONS, name, atMost, DestinationView.class);
  }

  /** Jobs, or the one of this name. */
  public Uni<List<JobView>> jobs(Optional<String> name, int atMost) {
    return rows(Rows.JOBS, name, atMost, JobView.class);
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
