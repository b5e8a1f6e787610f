package dev.vireo.multipath.command;

import dev.vireo.bus.DerivedId;
import dev.vireo.bus.Envelope;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.multipath.CheckStandards;
import dev.vireo.bus.service.ServiceDomain;
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
 * Has every ESX host checked in turn: what departs from a standard, and which paths died. The
 * command's id comes from the turn's time, so that several instances give it once.
 */
@ApplicationScoped
class Watch {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Publisher publisher;
  private final HostDirectory directory;
  private final ServiceDomain service;
  private final String every;

  Watch(
      Publisher publisher,
      HostDirectory directory,
      ServiceDomain service,
      @ConfigProperty(name = "vireo.watch.every") String every) {
    this.publisher = publisher;
    this.directory = directory;
    this.service = service;
    this.every = every;
  }

  @Scheduled(every = "${vireo.watch.every}", delayed = "${vireo.watch.every}")
  void check() {
    if (directory.all().stream().noneMatch(h -> h.product().equals("esx"))) {
      return;
    }
    Instant now = Instant.now();
    Duration period = DurationConverter.parseDuration(every);
    long turn = now.toEpochMilli() / period.toMillis();
    try {
      publisher
          .send(
              Envelope.first(
                  DerivedId.of("watch", every + " " + turn),
                  new CheckStandards("product=esx"),
                  service.source(),
                  "schedule:watch",
                  now))
          .join();
    } catch (CompletionException e) {
      LOG.warn("the watch was put off: {}", String.valueOf(e.getCause()));
    }
  }
}
