package dev.vireo.bus.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.kit.Leases.Lease;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Leases as rows of a real PostgreSQL. */
class JdbcLeaseStoreTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static TestDatabase database;

  @BeforeAll
  static void open() throws SQLException {
    database = TestDatabase.create();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void one_at_a_time_holds_a_resource_and_each_gets_a_higher_fence() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Future<Long>> fences = new ArrayList<>();
    try (TermLeases leases = over(database, LONG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Long> turn =
          () -> {
            try (Lease lease = leases.acquire("esx-01/storage", "test", PATIENCE).orElseThrow()) {
              assertThat(inside.incrementAndGet()).isEqualTo(1);
              Thread.sleep(5);
              inside.decrementAndGet();
              return lease.fence();
            }
          };
      for (int i = 0; i < 8; i++) {
        fences.add(threads.submit(turn));
      }
      List<Long> all = new ArrayList<>();
      for (Future<Long> fence : fences) {
        all.add(fence.get(90, TimeUnit.SECONDS));
      }
      assertThat(new HashSet<>(all)).hasSize(8);
      assertThat(all.stream().sorted().toList())
          .isEqualTo(all.stream().sorted().distinct().toList())
          .endsWith(Collections.min(all) + 7);
    }
  }

  @Test
  void resources_do_not_keep_each_other_out() throws Exception {
    try (TermLeases leases = over(database, LONG);
        Lease one = leases.acquire("a/storage", "test", Duration.ZERO).orElseThrow();
        Lease other = leases.acquire("b/storage", "test", Duration.ZERO).orElseThrow()) {
      assertThat(one.remaining()).isPositive();
      assertThat(other.remaining()).isPositive();
    }
  }

  @Test
  void who_has_no_patience_is_told_at_once() throws Exception {
    try (TermLeases leases = over(database, LONG);
        Lease held = leases.acquire("c/storage", "first", Duration.ZERO).orElseThrow()) {
      assertThat(leases.acquire("c/storage", "second", Duration.ZERO)).isEmpty();
      assertThat(held.remaining()).isPositive();
    }
  }

  @Test
  void what_a_dead_holder_held_is_free_after_its_term() throws Exception {
    TermLeases dying = over(database, Duration.ofMillis(700));
    Lease dead = dying.acquire("d/storage", "dead", Duration.ZERO).orElseThrow();
    dying.close(); // nobody renews any more

    try (TermLeases leases = over(database, LONG);
        Lease taken = leases.acquire("d/storage", "heir", PATIENCE).orElseThrow()) {
      assertThat(dead.remaining()).isZero();
      assertThat(taken.fence()).isGreaterThan(dead.fence());

      // The dead one comes back: nothing it does may touch its heir's lease.
      assertThat(dead.renew()).isFalse();
      dead.close();
      assertThat(rowLeft("d/storage")).isGreaterThan(Duration.ofMinutes(5));
      assertThat(taken.renew()).isTrue();
    }
  }

  @Test
  void renews_itself_for_as_long_as_it_is_held() throws Exception {
    Duration term = Duration.ofSeconds(3);
    try (TermLeases leases = over(database, term);
        Lease held = leases.acquire("e/storage", "test", Duration.ZERO).orElseThrow()) {
      long fence = held.fence();
      Duration before = expiry("e/storage");
      Optional<Duration> later = Optional.empty();
      for (int i = 0; i < 3_000 && later.isEmpty(); i++) {
        Thread.sleep(10);
        later = Optional.of(expiry("e/storage")).filter(now -> now.compareTo(before) > 0);
      }

      assertThat(later).isPresent();
      assertThat(held.fence()).isEqualTo(fence);
    }
  }

  @Test
  void never_claims_more_time_than_the_row_holds() throws Exception {
    try (TermLeases leases = over(database, Duration.ofSeconds(20));
        Lease held = leases.acquire("f/storage", "test", Duration.ZERO).orElseThrow()) {
      for (int i = 0; i < 50; i++) {
        if (i % 2 == 0) {
          assertThat(held.renew()).isTrue();
        }
        long began = System.nanoTime();
        Duration claimed = held.remaining();
        Duration left = rowLeft("f/storage");
        Duration asking = Duration.ofNanos(System.nanoTime() - began);

        assertThat(claimed).isPositive().isLessThanOrEqualTo(left.plus(asking));
      }
    }
  }

  @Test
  void is_lost_for_good_once_the_row_has_expired_though_nobody_took_it() throws Exception {
    try (TermLeases leases = over(database, LONG);
        Lease held = leases.acquire("g/storage", "test", Duration.ZERO).orElseThrow()) {
      database.execute("update lease set expires_at = now() where resource = 'g/storage'");

      assertThat(held.renew()).isFalse();
      assertThat(held.remaining()).isZero();
      assertThat(held.renew()).isFalse();
    }
  }

  @Test
  void what_was_given_back_is_free_at_once_and_cannot_be_renewed() throws Exception {
    try (TermLeases leases = over(database, LONG)) {
      Lease first = leases.acquire("h/storage", "first", Duration.ZERO).orElseThrow();
      first.close();
      first.close();

      assertThat(first.remaining()).isZero();
      assertThat(first.renew()).isFalse();
      assertThat(leases.acquire("h/storage", "second", Duration.ZERO))
          .hasValueSatisfying(second -> assertThat(second.fence()).isGreaterThan(first.fence()));
    }
  }

  @Test
  void what_was_left_is_nobodys_until_it_has_expired_though_it_was_closed() throws Exception {
    Duration term = Duration.ofSeconds(3);
    try (TermLeases leases = over(database, term)) {
      Lease left = leases.acquire("j/storage", "interrupted", Duration.ZERO).orElseThrow();
      Duration expiry = expiry("j/storage");
      left.leave();
      left.close();

      assertThat(left.remaining()).isZero();
      assertThat(left.renew()).isFalse();
      assertThat(expiry("j/storage")).isEqualTo(expiry);
      assertThat(leases.acquire("j/storage", "hasty", Duration.ZERO)).isEmpty();
      assertThat(leases.acquire("j/storage", "patient", Duration.ofMinutes(1)))
          .hasValueSatisfying(next -> assertThat(next.fence()).isGreaterThan(left.fence()));
    }
  }

  @Test
  void says_that_the_database_is_away_and_not_that_somebody_else_holds_it() throws Exception {
    TestDatabase gone = TestDatabase.create();
    try (TermLeases leases = over(gone, LONG)) {
      gone.close();

      assertThatThrownBy(() -> leases.acquire("i/storage", "test", Duration.ZERO))
          .isInstanceOf(BusUnavailable.class)
          .hasMessageContaining("i/storage");
    }
  }

  private static TermLeases over(TestDatabase base, Duration term) {
    return new TermLeases(new JdbcLeaseStore(base.source()), term);
  }

  private static Duration rowLeft(String resource) throws SQLException {
    return micros(
        "select extract(epoch from expires_at - clock_timestamp()) * 1000000"
            + " from lease where resource = ?",
        resource);
  }

  private static Duration expiry(String resource) throws SQLException {
    return micros(
        "select extract(epoch from expires_at) * 1000000 from lease where resource = ?", resource);
  }

  private static Duration micros(String sql, String resource) throws SQLException {
    try (Connection connection = database.source().getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, resource);
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
        return Duration.ofNanos(row.getLong(1) * 1000);
      }
    }
  }
}
