package dev.vireo.bus.service;

import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.ramcloud.Ramcloud;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether RAMCloud answers reads, asked every few seconds; says so when that changes. */
@ApplicationScoped
public class RamcloudWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RamcloudWatch.class);
  private static final long EVERY_MILLIS = 2_000;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String WITHOUT =
      "RAMCloud does not answer: no change starts until it does, queries are answered from"
          + " PostgreSQL";

  /** A read is answered only where the master can write as well. */
  private static final String KEY = "vireo:answers";

  private final Ramcloud ramcloud;
  private final boolean leases;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("ramcloud-watch").daemon().factory());
  private volatile String why = "it was not asked yet";
  private volatile boolean asked;

  RamcloudWatch(
      Ramcloud ramcloud,
      @ConfigProperty(name = "vireo.leases") String where,
      MeterRegistry meters) {
    this.ramcloud = ramcloud.within(PATIENCE);
    this.leases = where.equals("ramcloud");
    meters.gauge("vireo.ramcloud.answers", this, watch -> watch.answers() ? 1 : 0);
  }

  /** Whether it answered when it was asked last. */
  public boolean answers() {
    return asked && why.isEmpty();
  }

  void start(@Observes StartupEvent event) {
    var unused = clock.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  private void look() {
    String now = ask();
    boolean news = !asked || now.isEmpty() != why.isEmpty();
    why = now;
    asked = true;
    if (news && now.isEmpty()) {
      LOG.info("RAMCloud answers");
    } else if (news && leases) {
      LOG.warn("{}: {}", WITHOUT, now);
    }
  }

  private String ask() {
    try {
      var unused = ramcloud.ask("asking RAMCloud", Request.cmd(Command.GET).arg(KEY));
      return "";
    } catch (BusUnavailable e) {
      return String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  /** How it stands, in words. */
  String standing() {
    return answers()
        ? "RAMCloud answers"
        : (leases ? WITHOUT : "RAMCloud does not answer") + ": " + why;
  }
}
