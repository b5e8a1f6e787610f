package dev.vireo.bus.service;

import dev.vireo.bus.kit.BusUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how far the views are behind, and nudges them where they stand still: after another
 * process has cleared them, or after a batch was lost on the way. Where Kafka has deleted events it
 * moves them on, also where none is left that would come by itself.
 */
@ApplicationScoped
public class ViewWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ViewWatch.class);
  private static final long EVERY_SECONDS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How many looks in a row must show nothing new. */
  private static final int LOOKS = 2;

  private final ViewPositions positions;
  private final ViewFeed feed;
  private final AtomicLong behind = new AtomicLong();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("view-watch").daemon().factory());
  private Map<TopicPartition, Long> before = Map.of();
  private volatile List<LostEvents> lost = List.of();
  private volatile Map<TopicPartition, Long> known = Map.of();
  private int looksWithoutMove;

  ViewWatch(ViewPositions positions, ViewFeed feed, MeterRegistry meters) {
    this.positions = positions;
    this.feed = feed;
    meters.gauge("vireo.views.behind", behind);
    meters.gauge(
        "vireo.events.lost",
        this,
        watch -> watch.lost.stream().mapToLong(LostEvents::readableFrom).sum());
  }

  /** The events that Kafka had deleted when it was last asked. */
  List<LostEvents> lost() {
    return lost;
  }

  /**
   * The next offset of each partition that PostgreSQL's views were known to have when they were
   * looked at last; empty before they ever were.
   */
  public Map<TopicPartition, Long> positions() {
    return known;
  }

  void start(@Observes StartupEvent event) {
    var unused =
        clock.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  private void passOver(List<LostEvents> gone, Map<TopicPartition, Long> now) {
    for (LostEvents each : gone) {
      if (now.getOrDefault(each.partition(), 0L) < each.readableFrom()) {
        feed.passOverLost(each.partition(), each.readableFrom()).await().atMost(PATIENCE);
        now.put(each.partition(), each.readableFrom());
      }
    }
  }

  private void look() {
    try {
      Map<TopicPartition, Long> ends = positions.ends();
      lost = LostEvents.of(positions.beginnings());
      Map<TopicPartition, Long> now = positions.read();
      passOver(lost, now);
      Map<TopicPartition, Long> all = new HashMap<>();
      ends.keySet().forEach(partition -> all.put(partition, now.getOrDefault(partition, 0L)));
      known = Map.copyOf(all);
      behind.set(ViewPositions.behind(ends, now));
      Map<TopicPartition, Long> still = new HashMap<>();
      ends.forEach(
          (partition, end) -> {
            long next = now.getOrDefault(partition, 0L);
            if (next < end && next == before.getOrDefault(partition, -1L)) {
              still.put(partition, next);
            }
          });
      // Partitions are taken one after another, and a batch may take its time: only where nothing
      // moves at all is something wrong.
      looksWithoutMove = now.equals(before) ? looksWithoutMove + 1 : 0;
      if (!still.isEmpty() && looksWithoutMove >= LOOKS) {
        looksWithoutMove = 0;
        LOG.info("the views stand still at {}; reading on from there", still);
        feed.readFrom(still).await().atMost(PATIENCE);
      }
      before = now;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BusUnavailable e) {
      LOG.warn("{}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("watching the views: {}", e.toString());
    }
  }
}
