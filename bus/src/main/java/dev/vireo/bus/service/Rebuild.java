package dev.vireo.bus.service;

import dev.vireo.bus.Command;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.kit.Result;
import dev.vireo.bus.outcome.FailureReason;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Drops a service's views, in PostgreSQL and RAMCloud, and replays them from its events. Takes
 * either RebuildProjections.
 *
 * <p>However often it is taken up again (after a crash, or because Kafka or the database was away),
 * the views are cleared once: that this was done is written down, and a later run only waits for
 * them. It waits as long as it takes.
 */
@ApplicationScoped
public class Rebuild implements CommandHandler<Command> {

  /** The step that is noted when it is done; it may be done twice, in a crash just before. */
  private static final String CLEARED = "cleared";

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  private final ViewFeed feed;
  private final ViewPositions positions;
  private final LiveRebuild live;

  Rebuild(ViewFeed feed, ViewPositions positions, LiveRebuild live) {
    this.feed = feed;
    this.positions = positions;
    this.live = live;
  }

  @Override
  public Result handle(Handling<Command> handling) throws InterruptedException {
    if (!handling.intents().containsKey(CLEARED)) {
      clear();
      handling.intend(List.of(new Journal.Intent(CLEARED, "the views")));
    }
    boolean liveBegan = live.begin(handling);
    long events = awaitReplay(handling);
    List<LostEvents> lost = LostEvents.of(positions.beginnings());
    long left = events - lost.stream().mapToLong(LostEvents::readableFrom).sum();
    LiveRebuild.Ending ending = liveBegan ? live.await() : live.notBegun();
    Map<String, String> figures = Map.of("events", Long.toString(left), "live", ending.word());
    String summary = "the views were rebuilt from " + left + " events" + ending.text();
    return lost.isEmpty()
        ? Result.done(summary, figures)
        : Result.failed(
            FailureReason.PARTLY_DONE,
            summary + ", but not all are left: " + LostEvents.text(lost),
            figures);
  }

  private void clear() throws InterruptedException {
    try {
      VertxContextSupport.subscribeAndAwait(feed::rebuild);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the views could not be cleared", e);
    }
  }

  /** Waits until the views show all there was when it began; how many offsets that is. */
  private long awaitReplay(Handling<Command> handling) throws InterruptedException {
    Map<TopicPartition, Long> ends = positions.ends();
    long all = ends.values().stream().mapToLong(Long::longValue).sum();
    long told = System.nanoTime();
    long behind = ViewPositions.behind(ends, positions.read());
    while (behind > 0) {
      if (System.nanoTime() - told > TELL_EVERY.toNanos()) {
        handling.progress(
            percent(all - behind, all), 100, 0, behind + " events are to be replayed");
        told = System.nanoTime();
      }
      Thread.sleep(LOOK_AGAIN);
      behind = ViewPositions.behind(ends, positions.read());
    }
    return all;
  }

  private static int percent(long done, long all) {
    return (int) (100 * done / all);
  }
}
