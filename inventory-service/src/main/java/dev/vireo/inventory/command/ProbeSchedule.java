package dev.vireo.inventory.command;

import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ServiceDomain;
import dev.vireo.bus.service.ServiceRuntime;
import dev.vireo.inventory.domain.ProbeTick;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has all hosts probed every {@code vireo.probe.every}; {@code off}: never. Each instance publishes
 * each tick, and the command's id makes them one.
 */
@ApplicationScoped
class ProbeSchedule {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeSchedule.class);

  private final ServiceRuntime runtime;
  private final ServiceDomain service;
  private final HostDirectory hosts;
  private final Publisher publisher;
  private final Optional<Duration> every;

  ProbeSchedule(
      ServiceRuntime runtime,
      ServiceDomain service,
      HostDirectory hosts,
      Publisher publisher,
      @ConfigProperty(name = "vireo.probe.every") String every) {
    this.runtime = runtime;
    this.service = service;
    this.hosts = hosts;
    this.publisher = publisher;
    this.every = interval(every);
  }

  /** Time between two ticks; empty for {@code off}. */
  static Optional<Duration> interval(String every) {
    return every.strip().toLowerCase(Locale.ROOT).matches("off|disabled")
        ? Optional.empty()
        : Optional.of(DurationConverter.parseDuration(every.strip()));
  }

  @Scheduled(every = "${vireo.probe.every}", delayed = "5s", identity = "probe")
  void tick() {
    if (every.isEmpty() || !runtime.ready() || hosts.all().isEmpty()) {
      return;
    }
    ProbeTick tick = ProbeTick.at(Clock.systemUTC().instant(), every.get());
    var unused =
        publisher
            .send(tick.command(service.source()))
            .exceptionally(
                e -> {
                  LOG.warn("probe tick {}: {}", tick.number(), e.getMessage());
                  return null;
                });
  }
}
