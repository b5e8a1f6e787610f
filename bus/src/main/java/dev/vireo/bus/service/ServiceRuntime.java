package dev.vireo.bus.service;

import dev.vireo.bus.Domain;
import dev.vireo.bus.hosts.HostDirectory;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Checkpoint;
import dev.vireo.bus.kit.CommandLoop;
import dev.vireo.bus.kit.CommandRun;
import dev.vireo.bus.kit.Finished;
import dev.vireo.bus.kit.Handlers;
import dev.vireo.bus.kit.JdbcJournal;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.JournalSweep;
import dev.vireo.bus.kit.Kit;
import dev.vireo.bus.kit.LeaseStore;
import dev.vireo.bus.kit.Publisher;
import dev.vireo.bus.kit.TermLeases;
import dev.vireo.bus.kit.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops a service's command handling. Where Kafka is away at the start it waits for it,
 * and readiness says so.
 */
@ApplicationScoped
public class ServiceRuntime {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRuntime.class);

  private final ServiceDomain service;
  private final KafkaClient kafka;
  private final Instance<Handlers> handlers;
  private final MeterRegistry meters;
  private final int partitions;
  private final HostDirectory directory;
  private final Publisher publisher;
  private final JdbcJournal journal;
  private final TermLeases leases;
  private final JournalSweep sweep;
  private final Kit kit;
  private volatile @Nullable CommandLoop loop;
  private volatile boolean stopping;

  ServiceRuntime(
      ServiceDomain service,
      KafkaClient kafka,
      DataSource database,
      LeaseStore leaseStore,
      Instance<Handlers> handlers,
      MeterRegistry meters,
      @ConfigProperty(name = "vireo.topics.partitions") int partitions,
      @ConfigProperty(name = "vireo.lease.term") Duration leaseTerm,
      @ConfigProperty(name = "vireo.journal.retention") Duration journalRetention,
      @ConfigProperty(name = "vireo.halt-at") Optional<String> haltAt) {
    this.service = service;
    this.kafka = kafka;
    this.handlers = handlers;
    this.meters = meters;
    this.partitions = partitions;
    this.publisher = new Publisher(kafka.properties(), service.instance());
    this.journal = new JdbcJournal(database);
    this.leases = new TermLeases(leaseStore, leaseTerm);
    this.sweep = new JournalSweep(database, journalRetention);
    this.directory = HostDirectory.start(kafka.properties(), service.instance());
    this.kit =
        new Kit(
            publisher,
            journal,
            leases,
            Clock.systemUTC(),
            service.source(),
            service.instance(),
            Checkpoint.haltAt(haltAt.orElse("")),
            new Finished());
  }

  /** The hosts, for whoever selects among them. */
  @Produces
  @Singleton
  HostDirectory hosts() {
    return directory;
  }

  /** What was taken up and finished. */
  @Produces
  @Singleton
  Journal journal() {
    return journal;
  }

  /** Where messages go. */
  @Produces
  @Singleton
  Publisher publisher() {
    return publisher;
  }

  void start(@Observes StartupEvent event) {
    sweep.start();
    Thread.ofVirtual().name("service-start").start(this::startWhenKafkaAnswers);
  }

  private void startWhenKafkaAnswers() {
    try {
      while (!stopping) {
        try {
          TopicSetup.ensure(kafka.properties(), Domain.INVENTORY, partitions);
          TopicSetup.ensure(kafka.properties(), service.domain(), partitions);
          break;
        } catch (BusUnavailable e) {
          LOG.warn("{}; trying again", e.getMessage());
          Thread.sleep(1_000);
        }
      }
      Map<String, String> commands = new HashMap<>(kafka.properties());
      commands.putAll(service.membership());
      CommandLoop started =
          new CommandLoop(
              commands,
              service.domain(),
              new CommandRun(service.domain(), handlers.get(), kit, meters),
              kit);
      meters.gauge("vireo.commands.underway", started, CommandLoop::underWay);
      if (!begin(started)) {
        started.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} cannot start", service.source(), e);
    }
  }

  /** False if the service is being stopped already. */
  private synchronized boolean begin(CommandLoop started) {
    if (stopping) {
      return false;
    }
    started.start();
    loop = started;
    return true;
  }

  private synchronized @Nullable CommandLoop end() {
    stopping = true;
    return loop;
  }

  /** Whether commands are being read and the hosts are known. */
  public boolean ready() {
    CommandLoop running = loop;
    return running != null && running.reading() && directory.ready();
  }

  /** Why it is not ready, or how it stands. */
  public String standing() {
    CommandLoop running = loop;
    if (running == null) {
      return "waiting for Kafka at " + kafka.bootstrap();
    }
    if (!running.reading()) {
      return "waiting to be given commands by Kafka at " + kafka.bootstrap();
    }
    return directory.ready() ? running.underWay() + " commands under way" : "replaying the hosts";
  }

  void stop(@Observes ShutdownEvent event) {
    CommandLoop running = end();
    if (running != null) {
      running.close();
    }
    directory.close();
    sweep.close();
    leases.close();
    publisher.close();
  }
}
