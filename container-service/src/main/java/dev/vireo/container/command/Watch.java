package dev.vireo.container.command;

import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.container.CheckHostContainers;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.service.ServiceDomain;
import dev.vireo.container.projection.ContainerStore;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each host on which a container is defined checked in turn. The commands' ids come from the
 * turn's time, so that several instances give each once.
 */
@ApplicationScoped
class Watch {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Publisher publisher;
  private final ContainerStore views;
  private final ServiceDomain service;
  private final String every;

  Watch(
      Publisher publisher,
      ContainerStore views,
      ServiceDomain service,
      @ConfigProperty(name = "vireo.watch.every") String every) {
    this.publisher = publisher;
    this.views = views;
    this.service = service;
    this.every = every;
  }

  @Scheduled(every = "${vireo.watch.every}", delayed = "${vireo.watch.every}")
  void check() {
    Instant now = Instant.now();
    Duration period = DurationConverter.parseDuration(every);
    long turn = now.toEpochMilli() / period.toMillis();
    try {
      for (String host : views.hostsWithDefinitions()) {
        publisher
            .send(
                Envelope.first(
                    DerivedId.of("watch", every + " " + turn + " " + host),
                    new CheckHostContainers(host),
                    service.source(),
                    "schedule:watch",
                    now))
            .join();
      }
    } catch (CompletionException | BusUnavailable e) {
      LOG.warn("the watch was put off: {}", String.valueOf(e.getMessage()));
    }
  }
}
