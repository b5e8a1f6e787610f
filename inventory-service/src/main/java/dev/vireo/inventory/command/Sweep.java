package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.Host;
import dev.vireo.bus.inventory.ProbeHosts;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Leases.Lease;
import dev.vireo.bus.kit.Result;
import dev.vireo.inventory.command.Watch.Sight;
import dev.vireo.inventory.domain.Observation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A tick of the schedule: probes all hosts, so many at a time.
 *
 * <p>It is not split into a command per host. The outcome of each would be kept for ever, and a
 * fleet of 500 hosts that is well would write 720,000 of them a day; so one tick gives one outcome,
 * and of the hosts only what has changed.
 */
final class Sweep {

  private final Registry registry;
  private final Watch watch;
  private final int atOnce;
  private final Optional<Duration> every;
  private final Clock clock;

  /**
   * Sweeps of a schedule.
   *
   * @param atOnce hosts probed at the same time
   * @param every time between two ticks; empty: there is no schedule
   */
  Sweep(Registry registry, Watch watch, int atOnce, Optional<Duration> every, Clock clock) {
    this.registry = registry;
    this.watch = watch;
    this.atOnce = atOnce;
    this.every = every;
    this.clock = clock;
  }

  Result handle(Handling<ProbeHosts> handling) throws InterruptedException {
    Duration age = Duration.between(handling.envelope().time(), clock.instant());
    if (every.isEmpty() || age.compareTo(every.get().multipliedBy(2)) > 0) {
      return Result.done("passed over: this tick is " + age.toSeconds() + " s old");
    }
    @Nullable Lease held = null;
    try {
      Optional<Lease> lease = handling.lease("inventory sweep", Duration.ZERO);
      if (lease.isEmpty()) {
        return Result.done("passed over: the sweep before this one is still under way");
      }
      held = lease.get();
    } catch (BusUnavailable e) {
      // The lease saves work, and changes nothing: hosts are watched though leases cannot be had.
    }
    try (Lease mine = held) {
      registry.catchUp();
      return probe(handling, registry.hosts().all());
    }
  }

  private Result probe(Handling<ProbeHosts> handling, List<Host> hosts)
      throws InterruptedException {
    BlockingQueue<CompletableFuture<Sight>> results = new LinkedBlockingQueue<>();
    Semaphore free = new Semaphore(atOnce);
    int reachable = 0;
    int changed = 0;
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (Host host : hosts) {
        threads.execute(() -> results.add(look(host, free)));
      }
      for (int left = hosts.size(); left > 0; ) {
        List<CompletableFuture<Sight>> batch = new ArrayList<>(List.of(results.take()));
        results.drainTo(batch);
        List<Sight> sights = new ArrayList<>();
        for (CompletableFuture<Sight> result : batch) {
          sights.add(sight(result));
        }
        changed += watch.tell(handling, sights);
        reachable +=
            (int) sights.stream().filter(s -> s.seen() instanceof Observation.Answers).count();
        left -= batch.size();
      }
    } finally {
      threads.shutdownNow();
    }
    return Result.done(
        reachable + " of " + hosts.size() + " hosts answer; " + changed + " have changed",
        Map.of(
            "hosts", Integer.toString(hosts.size()),
            "reachable", Integer.toString(reachable),
            "unreachable", Integer.toString(hosts.size() - reachable),
            "changed", Integer.toString(changed)));
  }

  private CompletableFuture<Sight> look(Host host, Semaphore free) {
    try {
      free.acquire();
      try {
        return CompletableFuture.completedFuture(watch.look(host));
      } finally {
        free.release();
      }
    } catch (InterruptedException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Sight sight(CompletableFuture<Sight> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a probe failed", e.getCause());
    }
  }
}
