package dev.vireo.ramcloud.service;

import dev.vireo.ramcloud.log.LogSettings;
import dev.vireo.ramcloud.log.MasterLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process' master: one shard, its wire and its log, from start to end. */
@ApplicationScoped
public class RamcloudMaster {

  private static final Logger LOG = LoggerFactory.getLogger(RamcloudMaster.class);
  private static final String KAFKA = "kafka.";
  private static final Duration LEAST_LAG = Duration.ofMinutes(10);

  /** As many digits as cluster clients expect of a master's id. */
  private static final int ID_BYTES = 20;

  private final RamcloudConfig config;
  private final Map<String, String> kafka = new TreeMap<>();
  private final LogCounters counters;
  private final MasterGauges gauges;
  private final String id;
  private volatile @Nullable RunningMaster running;

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
    this.id = HexFormat.of().formatHex(random);
  }

  void start(@Observes StartupEvent event) {
    if (config.compactionLag().compareTo(LEAST_LAG) < 0) {
      throw new IllegalArgumentException(
          "vireo.ramcloud.compaction-lag is %s and must be ten minutes at least: a new owner needs that time to see what an old one wrote late"
              .formatted(config.compactionLag()));
    }
    RunningMaster master =
        RunningMaster.start(Edge.options(config), config.memory(), this::settings, counters);
    counters.watch(master.log());
    gauges.watch(master);
    running = master;
    LOG.info(
        "RESP on {}:{}, {} MiB for objects, master {}",
        config.host(),
        master.port(),
        config.memory() >> 20,
        id);
    if (config.sessionTimeout().compareTo(Duration.ofSeconds(2)) > 0) {
      LOG.info(
          "a dead master is noticed after {}: a shorter vireo.ramcloud.session-timeout needs a lower group.min.session.timeout.ms at the brokers",
          config.sessionTimeout());
    }
  }

  private LogSettings settings(int port) {
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
        id,
        config.announcedHost().orElse(config.host()),
        port);
  }

  void stop(@Observes ShutdownEvent event) {
    RunningMaster ending = running;
    if (ending != null) {
      ending.close();
    }
  }

  /** What keeps it from being ready, in words; empty if nothing does. */
  Optional<String> obstacle() {
    RunningMaster now = running;
    return now == null ? Optional.of("it starts") : now.obstacle();
  }

  /** Where RESP listens; 0 before it does. */
  int port() {
    RunningMaster now = running;
    return now == null ? 0 : now.port();
  }

  /** This master's id. */
  String id() {
    return id;
  }

  /** Its log; empty before it is there. */
  Optional<MasterLog> log() {
    RunningMaster now = running;
    return now == null ? Optional.empty() : Optional.of(now.log());
  }
}
