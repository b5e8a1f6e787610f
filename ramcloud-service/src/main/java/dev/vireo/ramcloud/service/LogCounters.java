package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.log.LogMeters;
import dev.vireo.ramcloud.log.MasterLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/** Micrometer's counters and gauges of the log and the memory. */
@ApplicationScoped
public class LogCounters implements LogMeters {

  private final MeterRegistry meters;
  private final Counter damaged;
  private final Counter replayed;
  private final Timer takeOvers;

  LogCounters(MeterRegistry meters) {
    this.meters = meters;
    this.damaged = meters.counter("vireo.ramcloud.log.damaged");
    this.replayed = meters.counter("vireo.ramcloud.log.replayed");
    this.takeOvers = meters.timer("vireo.ramcloud.takeovers");
  }

  @Override
  public void corrupt() {
    damaged.increment();
  }

  @Override
  public void tookOver(long records, long nanos) {
    replayed.increment(records);
    takeOvers.record(nanos, TimeUnit.NANOSECONDS);
  }

  void watch(int core, MasterLog log) {
    Tags tags = Tags.of("core", Integer.toString(core));
    meters.gauge("vireo.ramcloud.log.pending.bytes", tags, log, MasterLog::pendingBytes);
    meters.gauge("vireo.ramcloud.log.lag.seconds", tags, log, one -> one.lagNanos() / 1e9);
    meters.gauge(
        "vireo.ramcloud.tablets.served",
        tags,
        log,
        watched ->
            watched.states().stream().filter(state -> state.phase().equals("SERVING")).count());
    meters.gauge("vireo.ramcloud.masters", tags, log, watched -> watched.view().members().size());
  }
}
