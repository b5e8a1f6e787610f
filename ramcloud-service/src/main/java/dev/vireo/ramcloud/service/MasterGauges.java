package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.CommandMeter;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.command.Tally;
import dev.vireo.ramcloud.memory.MemoryUsage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Micrometer's gauges of the memory and the wire, and a histogram for each command. */
@ApplicationScoped
public class MasterGauges implements CommandMeter {

  private static final Duration[] BOUNDS = {
    Duration.ofNanos(10_000),
    Duration.ofNanos(50_000),
    Duration.ofNanos(250_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final MeterRegistry meters;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  MasterGauges(MeterRegistry meters) {
    this.meters = meters;
  }

  void watch(int core, RunningMaster master) {
    Tags of = Tags.of("core", Integer.toString(core));
    gauge(of, master, "vireo.ramcloud.memory.limit.bytes", MemoryUsage::limit);
    gauge(of, master, "vireo.ramcloud.memory.live.bytes", MemoryUsage::live);
    gauge(of, master, "vireo.ramcloud.memory.dead.bytes", MemoryUsage::dead);
    gauge(of, master, "vireo.ramcloud.memory.hashtable.bytes", MemoryUsage::hashTable);
    gauge(of, master, "vireo.ramcloud.memory.utilisation", MemoryUsage::utilisation);
    counter(of, master, "vireo.ramcloud.cleaner.freed.bytes", one -> one.usage().cleaned());
    counter(of, master, "vireo.ramcloud.cleaner.copied.bytes", one -> one.usage().copied());
    ServerState state = master.state();
    var _ =
        FunctionCounter.builder("vireo.ramcloud.requests", state.processed(), Tally::sum)
            .tags(of)
            .register(meters);
    count(of, "vireo.ramcloud.connections.opened", state.connections());
    count(of, "vireo.ramcloud.connections.refused", state.rejected());
    meters.gauge(
        "vireo.ramcloud.connections", of, state, watched -> watched.clients().all().size());
    state.meter(this);
  }

  private void gauge(
      Tags of, RunningMaster master, String name, ToDoubleFunction<MemoryUsage> figure) {
    meters.gauge(name, of, master, watched -> figure.applyAsDouble(watched.usage()));
  }

  private void counter(
      Tags of, RunningMaster master, String name, ToDoubleFunction<RunningMaster> figure) {
    var unused = FunctionCounter.builder(name, master, figure).tags(of).register(meters);
  }

  private void count(Tags of, String name, LongAdder adder) {
    var unused = FunctionCounter.builder(name, adder, LongAdder::sum).tags(of).register(meters);
  }

  @Override
  public void took(String command, long nanos) {
    timers.computeIfAbsent(command, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void committedInOneTablet(String outcome) {
    meters.counter("vireo.ramcloud.commits", "tablets", "one", "outcome", outcome).increment();
  }

  @Override
  public void committedOverTablets(String outcome, long nanos) {
    meters.counter("vireo.ramcloud.commits", "tablets", "several", "outcome", outcome).increment();
    timers
        .computeIfAbsent("commit " + outcome, key -> decided(outcome))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void lookedUp(String outcome, int rounds, long nanos) {
    String masters = rounds == 0 ? "one" : "several";
    timers
        .computeIfAbsent("look-up " + masters + " " + outcome, key -> lookUps(masters, outcome))
        .record(nanos, TimeUnit.NANOSECONDS);
    if (rounds > 0) {
      meters.summary("vireo.ramcloud.lookups.rounds").record(rounds);
    }
  }

  private Timer decided(String outcome) {
    return Timer.builder("vireo.ramcloud.commits.decided")
        .description("From the request of a commit over several tablets to its answer")
        .tag("outcome", outcome)
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  private Timer lookUps(String masters, String outcome) {
    return Timer.builder("vireo.ramcloud.lookups")
        .description("Look-ups by an index, of this master alone or over several")
        .tags("masters", masters, "outcome", outcome)
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  private Timer timer(String command) {
    return Timer.builder("vireo.ramcloud.commands.timed")
        .description("A sample: at most one request of a connection in 10 ms")
        .tag("command", command)
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }
}
