package dev.vireo.bus.service;

import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.ramcloud.Ramcloud;
import dev.vireo.bus.ramcloud.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
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
      ": no change starts until it does, queries are answered from PostgreSQL";

  /** A read is answered only where the master can write as well. */
  private static final String KEY = "vireo:answers";

  /** What came of asking it. */
  private enum Reply {
    NOT_ASKED,
    ANSWERS,
    /** Nothing, or something that passes. */
    SILENT,
    /** No, and that does not pass. */
    REFUSES
  }

  private record Seen(Reply reply, String why) {}

  private final Ramcloud ramcloud;
  private final RamcloudSetup setup;
  private final Vertx vertx;
  private final boolean leases;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("ramcloud-watch").daemon().factory());
  private volatile Seen last = new Seen(Reply.NOT_ASKED, "it was not asked yet");
  private volatile boolean answeredEver;

  RamcloudWatch(
      Ramcloud ramcloud,
      RamcloudSetup setup,
      Vertx vertx,
      @ConfigProperty(name = "vireo.leases") String where,
      MeterRegistry meters) {
    this.ramcloud = ramcloud.within(PATIENCE);
    this.setup = setup;
    this.vertx = vertx;
    this.leases = where.equals("ramcloud");
    meters.gauge("vireo.ramcloud.answers", this, watch -> watch.answers() ? 1 : 0);
  }

  /** Whether it answered when it was asked last. */
  public boolean answers() {
    return last.reply() == Reply.ANSWERS;
  }

  /**
   * Whether this process was set up so that it can never do its work: RAMCloud, where its leases
   * are to be, has refused it from the start.
   */
  boolean shutOut() {
    return leases && !answeredEver && last.reply() == Reply.REFUSES;
  }

  void start(@Observes StartupEvent event) {
    var unused = clock.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  private void look() {
    Seen now = ask();
    boolean news = now.reply() != last.reply();
    last = now;
    if (answers()) {
      answeredEver = true;
    }
    if (!news) {
      return;
    }
    switch (now.reply()) {
      case ANSWERS -> LOG.info("RAMCloud answers");
      case REFUSES -> LOG.error("{}", standing());
      case SILENT, NOT_ASKED -> {
        if (leases) {
          LOG.warn("{}", standing());
        }
      }
    }
  }

  private Seen ask() {
    try {
      var unused = ramcloud.ask("asking RAMCloud", Request.cmd(Command.GET).arg(KEY));
      return new Seen(Reply.ANSWERS, "");
    } catch (BusUnavailable e) {
      return refusal(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Seen(Reply.SILENT, e.toString());
    }
  }

  private Seen refusal(String error) {
    try {
      Optional<Refusal> refusal = Refusal.ofLogin(error);
      if (refusal.isEmpty()) {
        refusal = setup.refusalByTls(vertx, PATIENCE);
      }
      return refusal
          .map(r -> new Seen(Reply.REFUSES, r.text()))
          .orElseGet(() -> new Seen(Reply.SILENT, error.replace("\n- ", "; ")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Seen(Reply.SILENT, error);
    }
  }

  /** How it stands, in words. */
  String standing() {
    Seen now = last;
    String without = leases ? WITHOUT : "";
    return switch (now.reply()) {
      case ANSWERS -> "RAMCloud answers";
      case REFUSES ->
          "RAMCloud at %s refuses this service: %s%s"
              .formatted(setup.where(), now.why(), leases ? ". No change starts until then" : "");
      case SILENT, NOT_ASKED -> "RAMCloud does not answer" + without + ": " + now.why();
    };
  }
}
