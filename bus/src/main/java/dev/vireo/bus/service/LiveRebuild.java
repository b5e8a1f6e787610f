package dev.vireo.bus.service;

import dev.vireo.bus.Command;
import dev.vireo.bus.kit.BusUnavailable;
import dev.vireo.bus.kit.Handling;
import dev.vireo.bus.kit.Journal;
import dev.vireo.bus.live.LiveStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of a rebuild that is in RAMCloud: whoever feeds a partition is asked to drop what there
 * is and to begin anew. A RAMCloud that is away keeps no rebuild from its end.
 */
@ApplicationScoped
class LiveRebuild {

  private static final Logger LOG = LoggerFactory.getLogger(LiveRebuild.class);
  private static final String CLEARED = "cleared live";
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final LiveFeed feed;
  private final ViewPositions positions;
  private final RamcloudWatch ramcloud;

  LiveRebuild(LiveFeed feed, ViewPositions positions, RamcloudWatch ramcloud) {
    this.feed = feed;
    this.positions = positions;
    this.ramcloud = ramcloud;
  }

  /** How it ended. */
  enum Ending {
    /** The view was made anew. */
    REBUILT(", in RAMCloud too"),
    /** RAMCloud did not answer; what it shows is as it was. */
    AWAY(
        "; not those in RAMCloud, which did not answer: give this again when it does, unless it was"
            + " emptied, for then they fill by themselves"),
    /** The service has none. */
    NONE("");

    private final String text;

    Ending(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Asks for it, once however often the command is taken up again. */
  boolean begin(Handling<Command> handling) throws InterruptedException {
    Optional<LiveStore> store = feed.store();
    if (store.isEmpty() || !ramcloud.answers()) {
      return false;
    }
    if (handling.intents().containsKey(CLEARED)) {
      return true;
    }
    try {
      positions.ends().keySet().forEach(p -> store.get().askToClear(p.partition()));
    } catch (BusUnavailable e) {
      LOG.warn("{}", e.getMessage());
      return false;
    }
    handling.intend(List.of(new Journal.Intent(CLEARED, "the live view")));
    return true;
  }

  Ending notBegun() {
    return feed.store().isEmpty() ? Ending.NONE : Ending.AWAY;
  }

  /** Waits until the view shows all there was when this was called. */
  Ending await() throws InterruptedException {
    Optional<LiveStore> store = feed.store();
    if (store.isEmpty()) {
      return Ending.NONE;
    }
    Map<TopicPartition, Long> ends = positions.ends();
    while (ramcloud.answers()) {
      try {
        if (ends.entrySet().stream()
            .allMatch(e -> store.get().stands(e.getKey().partition()) >= e.getValue())) {
          return Ending.REBUILT;
        }
      } catch (BusUnavailable e) {
        LOG.warn("{}", e.getMessage());
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
    return Ending.AWAY;
  }
}
