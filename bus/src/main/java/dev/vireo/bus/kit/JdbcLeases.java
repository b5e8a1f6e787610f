package dev.vireo.bus.kit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases as fenced rows in the service's own schema, by the database's clock.
 *
 * <p>A resource's first fence is the time in microseconds, so that it is higher than all before it
 * also where {@link JournalSweep} has removed the row of a resource that nobody held for long.
 *
 * <p>Invariant: {@link Leases.Lease#remaining} counts from before the request that took or renewed
 * the lease was sent, so it never claims more than the row holds.
 */
public final class JdbcLeases implements Leases, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcLeases.class);
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  private final DataSource database;
  private final Duration term;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("lease-renewal").daemon().factory());

  /**
   * Leases of one length.
   *
   * @param database the service's schema
   * @param term how long a lease lasts unless it is renewed
   */
  public JdbcLeases(DataSource database, Duration term) {
    this.database = database;
    this.term = term;
  }

  @Override
  public Optional<Lease> acquire(String resource, String holder, Duration patience)
      throws InterruptedException {
    long began = System.nanoTime();
    while (true) {
      long asked = System.nanoTime();
      OptionalLong fence = take(resource, holder);
      if (fence.isPresent()) {
        return Optional.of(new Row(resource, holder, fence.getAsLong(), asked));
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      if (waited.plus(ASK_AGAIN).compareTo(patience) > 0) {
        return Optional.empty();
      }
      Thread.sleep(ASK_AGAIN);
    }
  }

  private OptionalLong take(String resource, String holder) {
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
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      throw new BusUnavailable("taking the lease of " + resource, e);
    }
  }

  @Override
  public void close() {
    renewals.shutdownNow();
  }

  private final class Row implements Lease {

    private final String resource;
    private final String holder;
    private final long fence;
    private final ScheduledFuture<?> renewal;
    private volatile long heldFrom;
    private volatile boolean lost;

    /** Whether the row is no longer this holder's to change: it was given back, or left. */
    private volatile boolean ended;

    Row(String resource, String holder, long fence, long heldFrom) {
      this.resource = resource;
      this.holder = holder;
      this.fence = fence;
      this.heldFrom = heldFrom;
      long third = Math.max(1, term.toMillis() / 3);
      this.renewal =
          renewals.scheduleWithFixedDelay(this::renewQuietly, third, third, TimeUnit.MILLISECONDS);
    }

    @Override
    public long fence() {
      return fence;
    }

    @Override
    public Duration remaining() {
      if (lost) {
        return Duration.ZERO;
      }
      Duration left = term.minusNanos(System.nanoTime() - heldFrom);
      return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public synchronized boolean renew() {
      if (ended) {
        return false;
      }
      long asked = System.nanoTime();
      int rows =
          update(
              """
              update lease set expires_at = clock_timestamp() + ? * interval '1 millisecond'
               where resource = ? and fence = ? and expires_at > clock_timestamp()
              """,
              term.toMillis());
      if (rows == 0) {
        lost = true;
        return false;
      }
      heldFrom = asked;
      return true;
    }

    private void renewQuietly() {
      try {
        if (!lost && !renew()) {
          LOG.warn("the lease of {} was lost by {}", resource, holder);
        }
      } catch (BusUnavailable e) {
        LOG.warn("the lease of {} could not be renewed: {}", resource, e.getMessage());
      }
    }

    @Override
    public synchronized void leave() {
      renewal.cancel(false);
      lost = true;
      if (!ended) {
        LOG.info("the lease of {} is left to expire by {}", resource, holder);
      }
      ended = true;
    }

    @Override
    public synchronized void close() {
      renewal.cancel(false);
      lost = true;
      if (ended) {
        return;
      }
      ended = true;
      try {
        update(
            "update lease set expires_at = clock_timestamp() - ? * interval '1 millisecond'"
                + " where resource = ? and fence = ?",
            1);
      } catch (BusUnavailable e) {
        LOG.warn("the lease of {} will expire by itself: {}", resource, e.getMessage());
      }
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
