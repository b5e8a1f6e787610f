package dev.vireo.bus.kit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Leases as fenced rows in the service's own schema, by the database's clock.
 *
 * <p>A resource's first fence is the time in microseconds, so that it is higher than all before it
 * also where {@link JournalSweep} has removed the row of a resource that nobody held for long.
 */
public final class JdbcLeaseStore implements LeaseStore {

  private final DataSource database;

  /** Leases in the schema that the data source's connections look into. */
  public JdbcLeaseStore(DataSource database) {
    this.database = database;
  }

  @Override
  public Optional<Entry> take(String resource, String holder, Duration term) {
    try (Connection connection = database.getConnection();
        PreparedStatement take =
            connection.prepareStatement(
                """
                insert into lease as l (resource, holder, fence, expires_at)
                values (?, ?, (extract(epoch from clock_timestamp()) * 1000000)::bigint,
                        clock_timestamp() + ? * interval '1 millisecond')
                on conflict (resource) do update
                   set holder = excluded.holder, fence = l.fence + 1, expires_at = excluded.expires_at
                 where l.expires_at <= clock_timestamp()
                returning fence
                """)) {
      take.setString(1, resource);
      take.setString(2, holder);
      take.setLong(3, term.toMillis());
      try (ResultSet row = take.executeQuery()) {
        return row.next() ? Optional.of(new Row(resource, row.getLong(1))) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new BusUnavailable("taking the lease of " + resource, e);
    }
  }

  private final class Row implements Entry {

    private final String resource;
    private final long fence;

    Row(String resource, long fence) {
      this.resource = resource;
      this.fence = fence;
    }

    @Override
    public long fence() {
      return fence;
    }

    @Override
    public boolean renew(Duration term) {
      return update(
              """
              update lease set expires_at = clock_timestamp() + ? * interval '1 millisecond'
               where resource = ? and fence = ? and expires_at > clock_timestamp()
              """,
              term.toMillis())
          > 0;
    }

    @Override
    public void giveBack() {
      update(
          "update lease set expires_at = clock_timestamp() - ? * interval '1 millisecond'"
              + " where resource = ? and fence = ?",
          1);
    }

    private int update(String sql, long millis) {
      try (Connection connection = database.getConnection();
          PreparedStatement update = connection.prepareStatement(sql)) {
        update.setLong(1, millis);
        update.setString(2, resource);
        update.setLong(3, fence);
        return update.executeUpdate();
      } catch (SQLException e) {
        throw new BusUnavailable("the lease of " + resource, e);
      }
    }
  }
}
