package dev.vireo.bus.service;

import dev.vireo.bus.Command;
import dev.vireo.bus.kit.CommandHandler;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Result;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Drops a service's views and replays them from its events. Takes either RebuildProjections. */
@ApplicationScoped
public class Rebuild implements CommandHandler<Command> {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final ViewFeed feed;
  private final ViewPositions positions;

  Rebuild(ViewFeed feed, ViewPositions positions) {
    this.feed = feed;
    this.positions = positions;
  }

  @Override
  public Result handle(Handling<Command> handling) throws InterruptedException {
    long events = positions.ends().values().stream().mapToLong(Long::longValue).sum();
    try {
      VertxContextSupport.subscribeAndAwait(feed::rebuild);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("the views could not be cleared", e);
    }
    positions.catchUp(PATIENCE);
    return Result.done(
        "the views were rebuilt from " + events + " events",
        Map.of("events", Long.toString(events)));
  }
}
