package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.log.MasterLog;
import dev.vireo.ramcloud.wire.ServerOptions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process serves, from start to end: on each core a master with a shard, a wire and a log
 * of its own, so that no request waits for another core and no lock is needed.
 */
@ApplicationScoped
public class RamcloudMaster {

  private static final Logger LOG = LoggerFactory.getLogger(RamcloudMaster.class);
  private static final String KAFKA = "kafka.";
  private static final Duration LEAST_LAG = Duration.ofMinutes(10);

  /** With the number of the core as many digits as cluster clients expect of a master's id. */
  private static final int ID_BYTES = 18;

  private static final int MOST_CORES = 256;

  private final RamcloudConfig config;
  private final Map<String, String> kafka = new TreeMap<>();
  private final LogCounters counters;
  private final MasterGauges gauges;
  private final String process;
  private volatile List<RunningMaster> running = List.of();

  RamcloudMaster(RamcloudConfig config, Config all, LogCounters counters, MasterGauges gauges) {
    this.config = config;
    this.counters = counters;
    this.gauges = gauges;
    for (String name : all.getPropertyNames()) {
      if (name.startsWith(KAFKA)) {
        all.getOptionalValue(name, String.class)
            .ifPresent(value -> kafka.put(name.substring(KAFKA.length()), value));
      }
    }
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    this.process = HexFormat.of().formatHex(random);
  }

  void start(@Observes StartupEvent event) {
    if (config.compactionLag().compareTo(LEAST_LAG) < 0) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.compaction-lag is %s and must be ten minutes at least: a new owner needs that time to see what an old one wrote late"
              .formatted(config.compactionLag()));
    }
    if (config.cores() < 1 || config.cores() > MOST_CORES) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.cores is %d and must be 1 to %d".formatted(config.cores(), MOST_CORES));
    }
    List<RunningMaster> started = new ArrayList<>();
    try {
      for (int core = 0; core < config.cores(); core++) {
        started.add(start(core));
      }
    } catch (RuntimeException e) {
      started.forEach(RunningMaster::close);
      throw e;
    }
    running = List.copyOf(started);
    if (config.sessionTimeout().compareTo(Duration.ofSeconds(2)) > 0) {
      LOG.info(
          "a dead master is noticed after {}: a shorter vireo.ramcloud.session-timeout needs a lower group.min.session.timeout.ms at the brokers",
          config.sessionTimeout());
    }
  }

  private RunningMaster start(int core) {
    ServerOptions options = Edge.options(config);
    long memory = config.memory() / config.cores();
    RunningMaster master =
        RunningMaster.start(
            config.port() == 0 ? options : options.withPort(config.port() + core),
            memory,
            port -> settings(core, port),
            counters);
    counters.watch(core, master.log());
    gauges.watch(core, master);
    LOG.info(
        "RESP on {}:{}, {} MiB for objects, master {}",
        config.host(),
        master.port(),
        memory >> 20,
        id(core));
    return master;
  }

  private LogSettings settings(int core, int port) {
    return new LogSettings(
        kafka,
        config.topic(),
        config.group(),
        config.tablets(),
        config.lease(),
        config.sessionTimeout(),
        config.writeBound(),
        config.compactionLag(),
        config.pendingBytes(),
        config.skipDamaged(),
        id(core),
        config.announcedHost().orElse(config.host()),
        port);
  }

  void stop(@Observes ShutdownEvent event) {
    // All at once, so that none hands its tablets to one that is about to go.
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      running.forEach(master -> each.execute(master::close));
    }
  }

  /** What keeps it from being ready, in words; empty if nothing does. */
  Optional<String> obstacle() {
    List<RunningMaster> now = running;
    return now.isEmpty()
        ? Optional.of("it starts")
        : now.stream().flatMap(master -> master.obstacle().stream()).findFirst();
  }

  /** Where RESP listens, on the first core; 0 before it does. */
  int port() {
    List<RunningMaster> now = running;
    return now.isEmpty() ? 0 : now.getFirst().port();
  }

  /** The id of the first core's master. */
  String id() {
    return id(0);
  }

  private String id(int core) {
    return process + "%04x".formatted(core);
  }

  /** The log of the first core; empty before it is there. */
  Optional<MasterLog> log() {
    return running.stream().findFirst().map(RunningMaster::log);
  }

  /** How the tablets stand that some core owns or follows. */
  List<MasterLog.TabletState> states() {
    List<MasterLog.TabletState> all = new ArrayList<>();
    for (RunningMaster master : running) {
      master.log().states().stream()
          .filter(state -> running.size() == 1 || !state.role().equals("NONE"))
          .forEach(all::add);
    }
    return all;
  }
}
