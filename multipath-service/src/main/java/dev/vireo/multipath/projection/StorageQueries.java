package dev.vireo.multipath.projection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What is known of the hosts' storage. */
@ApplicationScoped
public class StorageQueries {

  /** Or a scan could be replaced by the next one between two questions. */
  private static final String ONE_MOMENT =
      "set transaction isolation level repeatable read, read only";

  private final Mutiny.SessionFactory sessions;

  StorageQueries(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Devices of all hosts, by host and as each host lists them. */
  public Uni<List<DeviceView>> devices(int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from DeviceRow order by host, place", DeviceRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .map(rows -> rows.stream().map(DeviceRow::view).toList()));
  }

  /** Devices of these hosts, by host and as each host lists them. */
  public Uni<List<DeviceView>> devices(Collection<String> hosts, int atMost) {
    return sessions.withStatelessSession(session -> devices(session, hosts, atMost));
  }

  private static Uni<List<DeviceView>> devices(
      Mutiny.StatelessSession session, Collection<String> hosts, int atMost) {
    return session
        .createSelectionQuery(
            "from DeviceRow where host in :hosts order by host, place", DeviceRow.class)
        .setParameter("hosts", hosts)
        .setMaxResults(atMost)
        .getResultList()
        .map(rows -> rows.stream().map(DeviceRow::view).toList());
  }

  /** Array types of all hosts, by host and as each host lists them. */
  public Uni<List<SatpView>> satps(int atMost) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery("from SatpRow order by host, place", SatpRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .map(rows -> rows.stream().map(SatpRow::view).toList()));
  }

  /** Array types of these hosts, by host and as each host lists them. */
  public Uni<List<SatpView>> satps(Collection<String> hosts, int atMost) {
    return sessions.withStatelessSession(session -> satps(session, hosts, atMost));
  }

  private static Uni<List<SatpView>> satps(
      Mutiny.StatelessSession session, Collection<String> hosts, int atMost) {
    return session
        .createSelectionQuery(
            "from SatpRow where host in :hosts order by host, place", SatpRow.class)
        .setParameter("hosts", hosts)
        .setMaxResults(atMost)
        .getResultList()
        .map(rows -> rows.stream().map(SatpRow::view).toList());
  }

  /** When the host was read last; empty if it was never scanned. */
  public Uni<Optional<Instant>> lastRead(String host) {
    return sessions.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "select readAt from ReadingRow where host = :host", Instant.class)
                .setParameter("host", host)
                .getResultList()
                .map(found -> found.stream().findFirst()));
  }

  /** All that is known of one host's storage, as of one moment. */
  public Uni<Optional<HostReading>> reading(String host) {
    return sessions.withStatelessTransaction(
        (session, transaction) ->
            session
                .createNativeQuery(ONE_MOMENT)
                .executeUpdate()
                .chain(
                    () ->
                        session
                            .createSelectionQuery(
                                "from ReadingRow where host = :host", ReadingRow.class)
                            .setParameter("host", host)
                            .getResultList())
                .chain(
                    readings ->
                        readings.isEmpty()
                            ? Uni.createFrom().item(Optional.empty())
                            : reading(session, readings.getFirst())));
  }

  private static Uni<Optional<HostReading>> reading(
      Mutiny.StatelessSession session, ReadingRow reading) {
    List<String> host = List.of(reading.host);
    return devices(session, host, Integer.MAX_VALUE)
        .chain(
            devices ->
                satps(session, host, Integer.MAX_VALUE)
                    .map(satps -> Optional.of(reading.view(devices, satps))));
  }
}
