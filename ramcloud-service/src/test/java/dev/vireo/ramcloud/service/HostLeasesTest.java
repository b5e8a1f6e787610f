package dev.vireo.ramcloud.service;

import static dev.vireo.ramcloud.service.MasterForClients.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.LeaseStore;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.TermLeases;
import dev.vireo.bus.ramcloud.Ramcloud;
import dev.vireo.bus.ramcloud.RamcloudLeaseStore;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leases by which services keep out of each other's way, on a real master and broker. */
class HostLeasesTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path data;

  private static MasterForClients ramcloud;

  @BeforeAll
  static void start() throws Exception {
    ramcloud = MasterForClients.start(data);
  }

  @AfterAll
  static void stop() throws Exception {
    ramcloud.close();
  }

  @Test
  void one_at_a_time_holds_a_resource_and_each_gets_a_higher_fence() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    List<Long> inOrder = Collections.synchronizedList(new ArrayList<>());
    try (TermLeases leases = over(store(), LONG);
        TermLeases others = over(store(), LONG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> turns = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        TermLeases mine = i % 2 == 0 ? leases : others;
        Callable<Boolean> turn =
            () -> {
              try (Lease lease = mine.acquire("esx-01/storage", "test", PATIENCE).orElseThrow()) {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                inOrder.add(lease.fence());
                Thread.sleep(5);
                inside.decrementAndGet();
                return lease.remaining().isPositive();
              }
            };
        turns.add(threads.submit(turn));
      }
      for (Future<Boolean> turn : turns) {
        assertThat(turn.get(90, TimeUnit.SECONDS)).isTrue();
      }
    }
    assertThat(inOrder).hasSize(8).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void resources_of_one_host_do_not_keep_each_other_out_and_lie_in_one_slot() throws Exception {
    try (TermLeases leases = over(store(), LONG);
        Lease one = leases.acquire("a/storage", "test", Duration.ZERO).orElseThrow();
        Lease other = leases.acquire("a/containers/1", "test", Duration.ZERO).orElseThrow()) {
      assertThat(one.remaining()).isPositive();
      assertThat(other.remaining()).isPositive();
      assertThat(ramcloud.ask("CLUSTER", "KEYSLOT", "vireo:lease:{a}/storage"))
          .isEqualTo(ramcloud.ask("CLUSTER", "KEYSLOT", "vireo:lease:{a}/containers/1"))
          .isEqualTo(ramcloud.ask("CLUSTER", "KEYSLOT", "a"));
      assertThat(ramcloud.ask("EXISTS", "vireo:lease:{a}/storage", "vireo:lease:{a}/containers/1"))
          .isEqualTo(":2\r\n");
    }
  }

  @Test
  void what_a_dead_holder_held_is_free_after_its_term() throws Exception {
    TermLeases dying = over(store(), Duration.ofMillis(700));
    Lease dead = dying.acquire("d/storage", "dead", Duration.ZERO).orElseThrow();
    dying.close(); // nobody renews any more

    try (TermLeases leases = over(store(), LONG);
        Lease taken = leases.acquire("d/storage", "heir", PATIENCE).orElseThrow()) {
      assertThat(dead.remaining()).isZero();
      assertThat(taken.fence()).isGreaterThan(dead.fence());

      // The dead one comes back: nothing it does may touch its heir's lease.
      assertThat(dead.renew()).isFalse();
      dead.close();
      assertThat(value("d/storage")).contains("heir");
      assertThat(taken.renew()).isTrue();
      assertThat(left("d/storage")).isGreaterThan(Duration.ofMinutes(9));
    }
  }

  @Test
  void renews_itself_for_as_long_as_it_is_held() throws Exception {
    Duration term = Duration.ofSeconds(3);
    try (TermLeases leases = over(store(), term);
        Lease held = leases.acquire("e/storage", "test", Duration.ZERO).orElseThrow()) {
      long fence = held.fence();
      long before = endsAt("e/storage");
      awaitThat(() -> endsAt("e/storage") > before);

      assertThat(held.fence()).isEqualTo(fence);
      assertThat(held.remaining()).isPositive();
    }
  }

  @Test
  void never_claims_more_time_than_is_written() throws Exception {
    try (TermLeases leases = over(store(), Duration.ofSeconds(20));
        Lease held = leases.acquire("f/storage", "test", Duration.ZERO).orElseThrow()) {
      for (int i = 0; i < 20; i++) {
        if (i % 2 == 0) {
          assertThat(held.renew()).isTrue();
        }
        long began = System.nanoTime();
        Duration claimed = held.remaining();
        Duration left = left("f/storage");
        Duration asking = Duration.ofNanos(System.nanoTime() - began);

        assertThat(claimed).isPositive().isLessThanOrEqualTo(left.plus(asking));
      }
    }
  }

  @Test
  void is_lost_for_good_once_the_key_has_ended_though_nobody_took_it() throws Exception {
    try (TermLeases leases = over(store(), LONG);
        Lease held = leases.acquire("g/storage", "test", Duration.ZERO).orElseThrow()) {
      assertThat(ramcloud.ask("DEL", "vireo:lease:{g}/storage")).isEqualTo(":1\r\n");

      assertThat(held.renew()).isFalse();
      assertThat(held.remaining()).isZero();
      assertThat(held.renew()).isFalse();
      assertThat(value("g/storage")).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void what_was_given_back_is_free_at_once_and_cannot_be_renewed() throws Exception {
    try (TermLeases leases = over(store(), LONG)) {
      Lease first = leases.acquire("h/storage", "first", Duration.ZERO).orElseThrow();
      assertThat(leases.acquire("h/storage", "second", Duration.ZERO)).isEmpty();
      first.close();
      first.close();

      assertThat(first.remaining()).isZero();
      assertThat(first.renew()).isFalse();
      assertThat(leases.acquire("h/storage", "second", Duration.ZERO))
          .hasValueSatisfying(second -> assertThat(second.fence()).isGreaterThan(first.fence()));
    }
  }

  @Test
  void who_is_interrupted_gives_back_what_it_held() throws Exception {
    try (TermLeases leases = over(store(), LONG)) {
      Lease held = leases.acquire("n/storage", "stopped", Duration.ZERO).orElseThrow();
      Thread stopped =
          Thread.ofVirtual()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    held.close();
                  });
      stopped.join();

      assertThat(value("n/storage")).isEqualTo("$-1\r\n");
    }
  }

  @Test
  void what_was_left_is_nobodys_until_it_has_expired_though_it_was_closed() throws Exception {
    try (TermLeases leases = over(store(), Duration.ofSeconds(3))) {
      Lease left = leases.acquire("j/storage", "interrupted", Duration.ZERO).orElseThrow();
      long ends = endsAt("j/storage");
      left.leave();
      left.close();

      assertThat(left.remaining()).isZero();
      assertThat(left.renew()).isFalse();
      assertThat(leases.acquire("j/storage", "hasty", Duration.ZERO)).isEmpty();
      assertThat(endsAt("j/storage")).isEqualTo(ends);
      assertThat(leases.acquire("j/storage", "patient", PATIENCE))
          .hasValueSatisfying(next -> assertThat(next.fence()).isGreaterThan(left.fence()));
    }
  }

  @Test
  void one_whose_answer_was_lost_is_nobodys_until_its_sender_meets_it_again() throws Exception {
    try (DeafProxy proxy = new DeafProxy(ramcloud.port())) {
      Redis deaf = ramcloud.client(RedisClientType.STANDALONE, proxy.port());
      try (TermLeases unlucky = over(new RamcloudLeaseStore(new Ramcloud(deaf)), LONG);
          TermLeases others = over(store(), LONG)) {
        proxy.loseAnswerTo("SET");
        assertThatThrownBy(() -> unlucky.acquire("k/storage", "unlucky", Duration.ZERO))
            .isInstanceOf(BusUnavailable.class)
            .hasMessageContaining("k/storage");
        awaitThat(() -> value("k/storage").contains("unlucky"));

        assertThat(others.acquire("k/storage", "another", Duration.ZERO)).isEmpty();
        try (Lease found = unlucky.acquire("k/storage", "again", Duration.ZERO).orElseThrow()) {
          assertThat(found.remaining()).isPositive();
          // It is one lease: nobody else of this process finds it a second time.
          assertThat(unlucky.acquire("k/storage", "twice", Duration.ZERO)).isEmpty();
        }
        assertThat(others.acquire("k/storage", "another", Duration.ZERO)).isPresent();
      } finally {
        deaf.close();
      }
    }
  }

  @Test
  void outlives_its_master_within_the_term_and_ends_without_one() throws Exception {
    try (TermLeases leases = over(store(), Duration.ofMinutes(2));
        TermLeases shortly = over(store(), Duration.ofMillis(1_500));
        Lease held = leases.acquire("l/storage", "test", Duration.ZERO).orElseThrow();
        Lease brief = shortly.acquire("m/storage", "test", Duration.ZERO).orElseThrow()) {
      ramcloud.goAway();
      assertThatThrownBy(() -> leases.acquire("x/storage", "test", Duration.ZERO))
          .isInstanceOf(BusUnavailable.class);
      assertThatThrownBy(held::renew).isInstanceOf(BusUnavailable.class);
      assertThat(held.remaining()).isPositive();
      awaitThat(() -> brief.remaining().isZero());

      ramcloud.comeBack();
      awaitThat(() -> renewed(held));
      assertThat(brief.renew()).isFalse();
      try (TermLeases others = over(store(), LONG)) {
        assertThat(others.acquire("l/storage", "another", Duration.ZERO)).isEmpty();
        assertThat(others.acquire("m/storage", "another", PATIENCE)).isPresent();
      }
    }
  }

  private static boolean renewed(Lease lease) {
    try {
      return lease.renew();
    } catch (BusUnavailable e) {
      return false;
    }
  }

  private static LeaseStore store() {
    return new RamcloudLeaseStore(new Ramcloud(ramcloud.client()));
  }

  private static TermLeases over(LeaseStore store, Duration term) {
    return new TermLeases(store, term);
  }

  private static String value(String resource) throws Exception {
    return ramcloud.ask("GET", key(resource));
  }

  private static Duration left(String resource) throws Exception {
    return Duration.ofMillis(number(ramcloud.ask("PTTL", key(resource))));
  }

  private static long endsAt(String resource) throws Exception {
    return number(ramcloud.ask("PEXPIRETIME", key(resource)));
  }

  private static String key(String resource) {
    int slash = resource.indexOf('/');
    return "vireo:lease:{" + resource.substring(0, slash) + "}" + resource.substring(slash);
  }

  private static long number(String reply) {
    assertThat(reply).startsWith(":");
    return Long.parseLong(reply.substring(1).strip());
  }
}
