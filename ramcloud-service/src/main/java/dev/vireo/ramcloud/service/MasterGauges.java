package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.command.CommandMeter;
import dev.vireo.ramcloud.command.ServerState;
import dev.vireo.ramcloud.memory.MemoryUsage;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
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

  void watch(RunningMaster master) {
    gauge(master, "vireo.ramcloud.memory.limit.bytes", MemoryUsage::limit);
    gauge(master, "vireo.ramcloud.memory.live.bytes", MemoryUsage::live);
    gauge(master, "vireo.ramcloud.memory.dead.bytes", MemoryUsage::dead);
    gauge(master, "vireo.ramcloud.memory.hashtable.bytes", MemoryUsage::hashTable);
    gauge(master, "vireo.ramcloud.memory.utilisation", MemoryUsage::utilisation);
    counter(master, "vireo.ramcloud.cleaner.freed.bytes", one -> one.usage().cleaned());
    counter(master, "vireo.ramcloud.cleaner.copied.bytes", one -> one.usage().copied());
    ServerState state = master.state();
    count("vireo.ramcloud.requests", state.processed());
    count("vireo.ramcloud.connections.opened", state.connections());
    count("vireo.ramcloud.connections.refused", state.rejected());
    meters.gauge("vireo.ramcloud.connections", state, watched -> watched.clients().all().size());
    state.meter(this);
  }

  private void gauge(RunningMaster master, String name, ToDoubleFunction<MemoryUsage> figure) {
    meters.gauge(name, master, watched -> figure.applyAsDouble(watched.usage()));
  }

  private void counter(RunningMaster master, String name, ToDoubleFunction<RunningMaster> figure) {
    var unused = FunctionCounter.builder(name, master, figure).register(meters);
  }

  private void count(String name, LongAdder adder) {
    var unused = FunctionCounter.builder(name, adder, LongAdder::sum).register(meters);
  }

  @Override
  public void took(String command, long nanos) {
    timers.computeIfAbsent(command, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String command) {
    return Timer.builder("vireo.ramcloud.commands.timed")
        .description("A sample: at most one request of a connection in 10 ms")
        .tag("command", command)
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }
}
